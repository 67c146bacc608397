import Engine
import OrderedJSON
import Testing

/// Secrets are found in what comes back, wherever they stand.
@Suite struct SecretValuesTests {
  @Test(
    arguments: [
      ("", ""), ("nothing", "nothing"), ("abcd", "[secret one]"),
      ("abcdabcd", "[secret one][secret one]"),
      ("xabcdefx", "x[secret two]x"), ("abcdabcdef", "[secret one][secret two]"),
      ("ababcd", "ab[secret one]"), ("üabcdü", "ü[secret one]ü"), ("aaaaab", "a[secret three]"),
    ])
  func `each is replaced by its name, the longest first`(_ text: String, _ shown: String) {
    let secrets: SecretValues = ["one": "abcd", "two": "abcdef", "three": "aaaab", "four": "x"]
    #expect(secrets.hidden(in: text) == shown)
  }

  @Test func `in a value names, texts and numbers are looked through`() {
    let secrets: SecretValues = ["pin": "1234"]
    #expect(
      secrets.hidden(in: ["a1234": [1234, 12345, "1234", nil, true]])
        == ["a[secret pin]": ["[secret pin]", 12345, "[secret pin]", nil, true]])
  }

  @Test func `a text and a secret that fit nearly everywhere take no longer than others`() {
    let secret = String(repeating: "a", count: 16_000) + "b"
    let secrets: SecretValues = ["long": secret]
    let text = String(repeating: "a", count: 4 << 20)
    #expect(secrets.hidden(in: text) == text)
    #expect(secrets.hidden(in: text + "b").hasSuffix("a[secret long]"))
  }
}
