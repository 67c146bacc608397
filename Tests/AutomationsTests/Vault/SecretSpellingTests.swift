import Automations
import Testing

/// What of a recorded secret may come back by itself.
@Suite struct SecretSpellingTests {
  @Test(arguments: [
    ("Bearer abcdef0123456789", "token abcdef0123456789 is over", "token [secret a] is over"),
    ("Basic YWxpY2U6b3BlbiBzZXNhbWU=", "alice and open sesame", "alice and [secret a]"),
    ("Basic YWxpY2U6b3BlbiBzZXNhbWU=", "YWxpY2U6b3BlbiBzZXNhbWU=", "[secret a]"),
    ("ab%2Bcd%2Fefgh", "it was ab+cd/efgh", "it was [secret a]"),
    (#"h4n\"ter22"#, #"it was h4n"ter22"#, "it was [secret a]"),
    ("session=9f8a7b6c5d; theme=dark", "no 9f8a7b6c5d, but dark", "no [secret a], but dark"),
  ])
  func `it is hidden too`(secret: String, answer: String, shown: String) {
    let sent = SecretsSent(SecretText(name: "a", text: secret).spellings)
    #expect(sent.redacting(answer) == shown)
  }

  @Test func `a plain one has one spelling`() {
    #expect(SecretText(name: "a", text: "open-sesame-1").spellings.map(\.text) == ["open-sesame-1"])
  }
}
