import Glibc
import OrderedJSON
import Site
import Templating
import Workflows

/// What nginx is told: `nginx/nginx.conf.mustache`.
struct NginxConfiguration: Page {
  static let template = "nginx.conf"

  let settings: Settings
  /// The account of nginx's workers; only root can choose one.
  let user: String?
  /// The folder of its process id.
  let run: String
  /// That of its temporary files.
  let temporary: String

  static var fields: [Field<NginxConfiguration>] {
    [
      .html("user") { HTML(trusted: $0.user ?? "") },
      .flag("has_user") { $0.user != nil },
      .html("run") { HTML(trusted: $0.run) },
      .html("temporary") { HTML(trusted: $0.temporary) },
      .html("socket") { HTML(trusted: $0.settings.runtime.socket) },
      .html("listen") { HTML(trusted: "\($0.settings.listen):\($0.settings.port)") },
      .html("names") { HTML(trusted: $0.settings.origin.serverNames.joined(separator: " ")) },
      .html("public") { HTML(trusted: $0.settings.runtime.publicPath) },
      .flag("is_secure") { $0.settings.origin.isSecure },
      .number("open_files") { _ in openFiles },
      .number("connections") { _ in openFiles / 2 },
      .number("connections_per_address") { $0.settings.connectionsPerAddress },
      .number("connections_per_caller") { RequestThreads(atOnce: $0.settings.threads).asked },
      .number("sign_in_rate") { $0.settings.signInRate },
      .number("api_rate") { $0.settings.apiRate },
      .number("api_burst") { 2 * $0.settings.apiRate },
      .number("line_bytes") { _ in Limits.requestHead.lineBytes },
      .number("lines") { _ in Limits.requestHead.lines },
      .number("body_bytes") { _ in Limits.passedBodyBytes },
      .list("answers") { NginxAnswer.all($0.settings) },
    ]
  }

  /// Of a worker, as many as may be had; a request that the program answers has two connections,
  /// and may have a file.
  private static var openFiles: Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return min(2 * Limits.connections, Int(clamping: limit.rlim_max))
  }

  /// - Throws: `Complaint`.
  func write(to path: String) throws {
    do {
      let templates = try Templates(
        folder: settings.home + "/nginx", pages: [NginxConfiguration.self], reloads: false)
      let text = String(decoding: try templates.render(self), as: UTF8.self)
      try Files.writeWhole(text, to: path, mode: 0o644)
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw Complaint("nginx's configuration cannot be made: \(error)")
    }
  }
}

extension PublicOrigin {
  /// What the site is called: its host, and where that is this machine, whatever else leads to it.
  fileprivate var serverNames: [String] {
    guard isLoopback else { return [host] }
    let others = ["localhost", "127.0.0.1", "[::1]"]
    return [host] + others.filter { $0 != host }
  }
}
