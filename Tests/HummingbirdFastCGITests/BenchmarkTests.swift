import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdFastCGI
import NIOCore
import TestSupport
import Testing

/// `FASTCGI_BENCHMARK=1 swift test -c release --filter BenchmarkTests` compares the server with
/// bare libfcgi in C, in turns, behind the same nginx: wrk from 16 connections.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["FASTCGI_BENCHMARK"] != nil), .serialized)
struct BenchmarkTests {
  @Test(arguments: ["small", "page"])
  func `requests per second beside bare libfcgi`(size: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let bareSocket = folder.file("bare.sock")
    let descriptor = try FastCGIListener.bind(path: bareSocket)
    let bare = try BareServer.start(in: folder, on: descriptor)
    let port = try freePort()
    let body = ByteBuffer(repeating: UInt8(ascii: "A"), count: size == "page" ? 9000 : 5)
    let router = Router(context: TestContext.self)
    router.get("/**") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain"], body: ResponseBody(byteBuffer: body))
    }
    let responder = router.buildResponder()
    try await withFastCGI(threads: 16) { request, context in
      try await responder.respond(to: request, context: context)
    } _: { server in
      let nginx = try await Nginx.start(
        in: folder, listen: "127.0.0.1:\(port)",
        isReady: { FileManager.default.fileExists(atPath: folder.file("nginx.pid")) },
        upstreams: ["/ours": server.socket, "/bare": bareSocket])
      var ratios: [Double] = []
      for _ in 0..<7 {
        let base = try await measure("http://127.0.0.1:\(port)/bare/\(size)")
        let ours = try await measure("http://127.0.0.1:\(port)/ours/\(size)")
        ratios.append(ours / base)
        print("\(size): bare \(Int(base)), ours \(Int(ours)) requests/s")
      }
      ratios.sort()
      let figures = [ratios[0], ratios[3], ratios[6]].map { String(format: "%.2f", $0) }
      print("\(size): ratio min/median/max \(figures.joined(separator: "/"))")
      try await nginx.stop()
    }
    bare.stop()
    close(descriptor)
  }

  private func measure(_ address: String) async throws -> Double {
    try await onThread {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["wrk", "-t", "1", "-c", "16", "-d", "3s", address]
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard !text.contains("Non-2xx"),
        let line = text.split(separator: "\n").first(where: { $0.contains("Requests/sec") }),
        let rate = line.split(separator: " ").last.flatMap({ Double($0) })
      else {
        throw Trouble("wrk says: \(text); apt-get install wrk would be right where it is missing")
      }
      return rate
    }
  }

  private func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
      }
    }
    guard code == 0 else { throw Trouble("no port is free on 127.0.0.1") }
    return UInt16(bigEndian: address.sin_port)
  }
}
