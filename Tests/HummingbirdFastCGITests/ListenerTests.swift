import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdFastCGI
import TestSupport
import Testing

@Suite struct ListenerTests {
  let folder: TemporaryFolder
  var path: String { folder.file("fastcgi.sock") }

  init() throws { folder = try TemporaryFolder() }

  @Test func `the socket is for owner and group from its first moment`() async throws {
    try await serve(.unixSocket(path: path)) {
      #expect(mode(path) == 0o660)
    }
    #expect(mode(path) == nil)
  }

  @Test func `the group is the one that was told`() async throws {
    // Only root may give a file to any group.
    let group = getuid() == 0 ? gid_t(12345) : getgid()
    try await serve(.unixSocket(path: path, mode: 0o620, group: group)) {
      #expect(mode(path) == 0o620)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.groupOwnerAccountID] as? Int == Int(group))
    }
  }

  @Test func `a socket that nobody listens on any more is replaced`() async throws {
    close(try FastCGIListener.bind(path: path))
    #expect(mode(path) == 0o660)
    try await serve(.unixSocket(path: path)) {
      try await expectAnswer()
    }
  }

  @Test func `a socket in use is refused and left to its owner`() async throws {
    try await serve(.unixSocket(path: path)) {
      #expect(throws: FastCGIServerError.inUse(path: path)) { try FastCGIListener.bind(path: path) }
      try await expectAnswer()
    }
  }

  @Test(arguments: ["file", "folder", "link"])
  func `what is no socket is left alone`(kind: String) throws {
    let files = FileManager.default
    switch kind {
    case "file": try "Bob's letter".write(toFile: path, atomically: true, encoding: .utf8)
    case "folder": try files.createDirectory(atPath: path, withIntermediateDirectories: false)
    default: try files.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    }
    #expect(throws: FastCGIServerError.notASocket(path: path)) {
      try FastCGIListener.bind(path: path)
    }
    #expect(mode(path) != nil)
  }

  @Test func `a path too long or in no folder is said to be so`() throws {
    let long = folder.file(String(repeating: "x", count: 120))
    #expect(throws: FastCGIServerError.pathTooLong(path: long, limit: 107)) {
      try FastCGIListener.bind(path: long)
    }
    let nowhere = folder.file("nowhere/fastcgi.sock")
    #expect(throws: FastCGIServerError.system(call: "bind", path: nowhere, code: ENOENT)) {
      try FastCGIListener.bind(path: nowhere)
    }
  }

  @Test func `the file of whoever came after is not removed`() async throws {
    try await serve(.unixSocket(path: path)) {
      unlink(path)
      close(try FastCGIListener.bind(path: path))
    }
    #expect(mode(path) == 0o660)
  }

  @Test func `systemd's socket is descriptor 3 of the process it names`() {
    func listener(_ pid: String?, _ count: String?) -> FastCGIListener? {
      FastCGIListener.fromEnvironment(
        variable: { ["LISTEN_PID": pid, "LISTEN_FDS": count][$0] ?? nil },
        process: 42, standardInput: -1)
    }
    #expect(listener("42", "1") == .inherited(descriptor: 3))
    #expect(listener("42", "2") == .inherited(descriptor: 3))
    for (pid, count) in [
      ("43", "1"), ("42", "0"), ("42", "x"), ("42", nil), (nil, "1"), (nil, nil),
    ] {
      #expect(listener(pid, count) == nil)
    }
  }

  @Test func `standard input serves where it is a listening socket`() async throws {
    let descriptor = try FastCGIListener.bind(path: path)
    let listener = FastCGIListener.fromEnvironment(
      variable: { _ in nil }, process: 42, standardInput: descriptor)
    #expect(listener == .inherited(descriptor: descriptor))
    try await serve(.inherited(descriptor: descriptor)) {
      try await expectAnswer()
    }
    // It belongs to who made it: neither closed nor removed.
    #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
    #expect(mode(path) == 0o660)
    close(descriptor)
  }

  @Test func `what does not listen is not taken for a listener`() async throws {
    let pair = Pipe()
    let descriptor = pair.fileHandleForReading.fileDescriptor
    #expect(
      FastCGIListener.fromEnvironment(
        variable: { _ in nil }, process: 42, standardInput: descriptor) == nil)
    await #expect(throws: FastCGIServerError.notListening(descriptor: descriptor)) {
      try await serve(.inherited(descriptor: descriptor)) {}
    }
  }

  /// Runs a server and `body` once it listens.
  private func serve(_ listener: FastCGIListener, _ body: () async throws -> Void) async throws {
    let handler: Handler = { _, _ in Response(text: "Alice") }
    try await withServer(configuration(listener, threads: 2), handler: handler) {
      if case .unixSocket(let path, _, _) = listener {
        try await waitUntil("the server listens") { (try? Connection(to: path)) != nil }
      }
      try await body()
    }
  }

  private func expectAnswer() async throws {
    let reply = try await FastCGIClient(socket: path).send(FastCGIClient.parameters())
    #expect(reply.text == "Alice")
  }

  private func mode(_ path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.posixPermissions] as? Int
  }
}
