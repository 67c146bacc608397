import App
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct NginxLogsTests {
  @Test func `an error names what was asked for without its query, and so its referrer`() {
    let line = """
      2026/11/24 09:00:00 [error] 7#7: *1 connect() failed, client: 127.0.0.1, request: \
      "GET /sign-in?name=admin&link=1.a-_b.c HTTP/1.1", host: "localhost:8080", referrer: \
      "http://localhost:8080/sign-in/?name=admin&link=1.a-_b.c"
      what? is next

      """
    #expect(
      kept(line) == """
        2026/11/24 09:00:00 [error] 7#7: *1 connect() failed, client: 127.0.0.1, request: \
        "GET /sign-in?… HTTP/1.1", host: "localhost:8080", referrer: \
        "http://localhost:8080/sign-in/?…"
        what?… is next

        """)
  }

  @Test(arguments: ["/automation", "//automation/"])
  func `an error names a call-back without what proves who answers`(before: String) {
    let line = """
      2026/11/24 09:00:00 [warn] 7#7: *1 a client request body is buffered to a temporary file \
      /tmp/client_body/0000000001, client: 127.0.0.1, request: \
      "POST \(before)/callbacks/1795514400000.run.2.1.a-_b HTTP/1.1", host: "localhost:8080"
      "GET /callbacks HTTP/1.1"

      """
    #expect(
      kept(line) == """
        2026/11/24 09:00:00 [warn] 7#7: *1 a client request body is buffered to a temporary file \
        /tmp/client_body/0000000001, client: 127.0.0.1, request: \
        "POST \(before)/callbacks/… HTTP/1.1", host: "localhost:8080"
        "GET /callbacks HTTP/1.1"

        """)
  }

  @Test func `lines come whole and in order, and no longer than a line may be`() throws {
    let pipe = try LogPipe()
    let taken = Mutex<[UInt8]>([])
    pipe.read { lines in
      taken.withLock { $0 += lines }
      #expect(lines.last == UInt8(ascii: "\n"))
    }
    let file = FileHandle(fileDescriptor: pipe.input, closeOnDealloc: false)
    let long = String(repeating: "x", count: 1 << 20)
    for text in ["one\nt", "wo", "\n\n", long, "\nthree\nand what has no end"] {
      try file.write(contentsOf: Data(text.utf8))
    }
    pipe.end()
    let lines = String(decoding: taken.withLock { $0 }, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.count) == [3, 3, 0, 16 << 10, 5, 0])
    #expect(lines[1] == "two" && lines[4] == "three")
  }

  private func kept(_ text: String) -> String {
    String(decoding: NginxLogs.withoutSecrets(Array(text.utf8)), as: UTF8.self)
  }
}
