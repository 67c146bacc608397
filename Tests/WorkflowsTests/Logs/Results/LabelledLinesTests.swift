import OrderedJSON
import Testing
import Workflows

/// Lines that name what they hold.
@Suite struct LabelledLinesTests {
  private func pairs(_ text: String) -> [String] {
    LabelledLines(of: text).lines.map { "\($0.label)=\($0.value)" }
  }

  @Test func `labels stand with their values, in order`() {
    let lines = LabelledLines(
      of: "2 letters\n1. ID: 7\n   Subject: Re: lunch\r\n\n2. ID: 9\n   Subject: None")
    #expect(lines.lines.map(\.label) == ["ID", "Subject", "ID", "Subject"])
    #expect(lines.lines.map(\.nth) == [0, 0, 1, 1])
    #expect(lines.values(of: "ID") == ["7", "9"])
    #expect(lines.values(of: "Subject") == ["Re: lunch", "None"])
    #expect(lines.count(of: "ID") == 2)
    #expect(lines.values(of: "id").isEmpty && lines.count(of: "id") == 0)
  }

  @Test(arguments: [
    ("- **Status:** open", "Status=open"), ("* **File ID**: `a-1`", "File ID=a-1"),
    ("## Order: 12", "Order=12"), ("> - From: **Ann**", "From=Ann"), ("• Größe: 3", "Größe=3"),
    ("12) e-mail (work): a@x.org", "e-mail (work)=a@x.org"), ("Tab:\tx", "Tab=x"),
    ("URL: https://x.org/a: b", "URL=https://x.org/a: b"), ("Quote: \"x\"", "Quote=\"x\""),
    ("Code: `a` or `b`", "Code=`a` or `b`"),
  ])
  func `marks around them are none of them`(line: String, pair: String) {
    #expect(pairs(line) == [pair])
  }

  @Test(arguments: [
    "https://x.org", "at 12:30 sharp", "Text Content:", "Empty:   ", "\"id\": 7,", "{a: 1}", ": x",
    "It was there. Then this: x", "12: x", "Label :x", "ID:7", "**Bold: x", "a, b: c",
    "A label of so many words that nobody would call anything after all of them in a row: x",
  ])
  func `what is no label is none`(line: String) {
    #expect(pairs(line).isEmpty)
  }

  @Test func `labels that only look the same are two`() {
    let lines = LabelledLines(of: "Caf\u{E9}: 1\nCafe\u{301}: 2")
    #expect(lines.values(of: "Caf\u{E9}") == ["1"])
    #expect(lines.values(of: "Cafe\u{301}") == ["2"])
  }

  @Test func `takes a time that grows with the text`() {
    #expect(pairs(String(repeating: "a: b\n", count: 200_000)).count == 200_000)
    for part in ["- ", "**", "a:", ":", " ", "1. "] {
      #expect(pairs(String(repeating: part, count: 300_000)).count <= 1)
    }
  }
}
