import OrderedJSON
import Testing

/// Texts without what stands around them.
@Suite(.timeLimit(.minutes(20))) struct StringTrimmedTests {
  @Test(arguments: [
    ("", ""), (" ", ""), ("a", "a"), (" \t\r\n\u{A0}a \u{2003}b\u{3000}\r\n", "a \u{2003}b"),
    ("\u{301} a\u{301} ", "\u{301} a\u{301}"),
  ])
  func `white space goes from both ends, and none from between`(text: String, rest: String) {
    #expect(text.trimmedOfWhiteSpace == rest)
    #expect(Substring(text).trimmedOfWhiteSpace == rest)
  }

  @Test func `spaces and tabs alone go where line breaks mean something`() {
    #expect(" \t a b\n\t ".trimmed == "a b\n" && "\t ".trimmed.isEmpty)
  }

  @Test func `flags are trimmed in the time that other letters take`() {
    // Walked backward by characters, each of these is found by a walk to the first: that would not end.
    let flags = String(repeating: "\u{1F1E6}", count: 1_000_000)
    #expect("  \(flags)\t ".trimmed == flags)
    #expect("\n\(flags) \n".trimmedOfWhiteSpace == flags)
  }
}
