import Foundation
import TestSupport

/// An nginx of the test's own, in its own folder, in front of a FastCGI socket.
struct Nginx: @unchecked Sendable {
  // Unchecked: `Process` is started before it is shared, and ended once.
  private let process: Process

  /// Starts nginx and waits until it takes connections.
  /// - Parameters:
  ///   - listen: what `listen` is given.
  ///   - upstreams: the FastCGI socket for each location.
  static func start(
    in folder: TemporaryFolder, listen: String, isReady: () -> Bool, upstreams: [String: String]
  ) async throws -> Nginx {
    let places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"]
    guard let program = places.first(where: FileManager.default.isExecutableFile) else {
      throw Trouble("nginx is missing; apt-get install nginx-light would be right")
    }
    let configuration = folder.file("nginx.conf")
    try configurationText(folder, listen, upstreams).write(
      toFile: configuration, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-p", folder.path, "-c", configuration, "-e", folder.file("error.log")]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await waitUntil("nginx listens; its log says: \(log(folder))") {
      isReady() || !process.isRunning
    }
    guard process.isRunning else { throw Trouble("nginx ended: \(log(folder))") }
    return Nginx(process: process)
  }

  func stop() async throws {
    try await onThread {
      kill(process.processIdentifier, SIGQUIT)
      process.waitUntilExit()
    }
  }

  private static func log(_ folder: TemporaryFolder) -> String {
    (try? String(contentsOfFile: folder.file("error.log"), encoding: .utf8)) ?? "nothing"
  }

  private static func configurationText(
    _ folder: TemporaryFolder, _ listen: String, _ upstreams: [String: String]
  ) -> String {
    let temporary = ["client_body", "fastcgi", "proxy", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(folder.file($0));" }.joined(separator: " ")
    let locations = upstreams.sorted { $0.key < $1.key }
      .map { "location \($0.key) { fastcgi_pass unix:\($0.value); }" }.joined(separator: "\n")
    return """
      daemon off;
      pid \(folder.file("nginx.pid"));
      worker_processes 1;
      \(getuid() == 0 ? "user root;" : "")
      events { worker_connections 2048; }
      http {
        access_log off;
        error_log \(folder.file("error.log"));
        \(temporary)
        client_max_body_size 64m;
        large_client_header_buffers 8 32k;
        fastcgi_read_timeout 600s;
        fastcgi_param REQUEST_METHOD $request_method;
        fastcgi_param REQUEST_URI $request_uri;
        fastcgi_param CONTENT_TYPE $content_type;
        fastcgi_param CONTENT_LENGTH $content_length;
        fastcgi_param REMOTE_ADDR $remote_addr;
        fastcgi_param HTTPS $https if_not_empty;
        server {
          listen \(listen);
          \(locations)
        }
      }
      """
  }
}
