import OrderedJSON
package import Templating

extension TraceNewPage {
  /// A line of the pasted text; of the one with the fault, the character is marked.
  package struct Line: TemplateModel {
    let number: Int
    let before: String
    let marked: String
    let after: String
    let isFaulty: Bool

    package static var fields: [Field<Line>] {
      [
        .number("number") { $0.number },
        .text("before") { $0.before.shown },
        .text("marked") { $0.marked.shown },
        .text("after") { $0.after.shown },
        .flag("faulty") { $0.isFaulty },
      ]
    }

    /// The lines about a place.
    static func around(_ place: TextPlace, in text: String) -> [Line] {
      let linesAround = Limits.shownAboutFault.lines
      let first = max(place.line - linesAround, 1)
      var rest = text.utf8[...]
      for _ in 1..<first {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
        rest = rest[end...].dropFirst()
      }
      let count = place.line + linesAround - first + 1
      let lines = rest.split(
        separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: false)
      return zip(first..., lines.prefix(count)).map { number, line in
        Line(line, number: number, column: number == place.line ? place.column : nil)
      }
    }

    private init(_ line: Substring.UTF8View, number: Int, column: Int?) {
      let reach = Limits.shownAboutFault.bytes
      let bytes = Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
      self.number = number
      isFaulty = column != nil
      guard let column else {
        before = Line.text(bytes.prefix(2 * reach), isCut: bytes.count > 2 * reach)
        (marked, after) = ("", "")
        return
      }
      let position = min(column - 1, bytes.count)
      let start = max(position - reach, 0)
      let rest = String(decoding: bytes[position...].prefix(reach), as: UTF8.self)
      let cut = bytes.count - position > reach
      before = (start > 0 ? "…" : "") + String(decoding: bytes[start..<position], as: UTF8.self)
      marked = rest.isEmpty ? " " : String(rest.prefix(1))
      after = rest.dropFirst() + (cut ? "…" : "")
    }

    private static func text(_ bytes: some Collection<UInt8>, isCut: Bool) -> String {
      String(decoding: bytes, as: UTF8.self) + (isCut ? "…" : "")
    }
  }
}
