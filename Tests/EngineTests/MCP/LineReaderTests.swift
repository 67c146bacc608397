import Engine
import Testing

/// Lines of a program, however they come in.
struct LineReaderTests {
  @Test func `lines are whole wherever the pieces are cut`() {
    let bytes = Array("{\"a\":1}\r\n\n[2]\nrest".utf8)
    for size in 1...bytes.count {
      var reader = LineReader(most: 20)
      var lines: [LineReader.Line] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        lines += reader.read(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(lines == [whole("{\"a\":1}\r"), whole(""), whole("[2]")], "pieces of \(size)")
      #expect(reader.last() == whole("rest"))
    }
  }

  @Test func `a line that is too long is told once, and the next one is read`() {
    for size in [1, 3, 100] {
      let bytes = Array("12345678901\n12345\n".utf8)
      var reader = LineReader(most: 5)
      var lines: [LineReader.Line] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        lines += reader.read(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(lines == [.tooLong(Array("123456".utf8)), whole("12345")], "pieces of \(size)")
      #expect(reader.last() == nil)
    }
  }

  private func whole(_ text: String) -> LineReader.Line { .whole(Array(text.utf8)) }
}
