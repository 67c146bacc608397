import Automations
import Foundation
import OrderedJSON
import TestSupport
import Testing

/// What comes back from a call that sent Alice's token.
@Suite(.seeded) struct SecretsSentTests {
  private static let token = #"p@ss "w/o" ünïcode\_~+12?"#
  private let sent = SecretsSent([
    SecretText(name: "token", text: token), SecretText(name: "pin", text: "123"),
  ])

  @Test(arguments: ["caf%E9-123", "p=caf%E9-123&q=1", "caf%C3%A9-123", "café-123"])
  func `one that is not of plain letters is found in the charsets of forms, too`(
    _ text: String
  ) {
    let sent = SecretsSent([SecretText(name: "a", text: "café-123")])
    let shown = sent.redacting(text)
    #expect(shown.contains("[secret a]") && !shown.contains("caf"))
  }

  @Test func `a secret is replaced wherever it stands, and the rest stays`() {
    let text = "Hello \(Self.token), and again: \(Self.token)\(Self.token)!"
    #expect(
      sent.redacting(text) == "Hello [secret token], and again: [secret token][secret token]!")
    #expect(sent.redacting("p@ss ünïcode") == "p@ss ünïcode")
  }

  @Test(arguments: [
    "p%40ss%20%22w%2Fo%22%20%C3%BCn%C3%AFcode%5C_~%2B12%3F",
    "p%40ss+%22w%2fo%22+%c3%bcn%c3%afcode%5c_%7e%2b12%3f",
    "p@ss%20%22w/o%22%20ünïcode%5C_~+12?",
    #"p@ss \"w/o\" ünïcode\\_~+12?"#,
    #"p@ss\u0020\"w\/o\" \u00fcn\u00EFcode\u005c_~+12?"#,
    #"p@ss &quot;w/o&quot; ünïcode\_~+12?"#,
    "p&#64;ss &#34;w&#x2F;o&#x22; &#252;n&#xef;code&#92;_~&#43;12&#0063;",
    "cEBzcyAidy9vIiDDvG7Dr2NvZGVcX34rMTI/",
    "cEBzcyAidy9vIiDDvG7Dr2NvZGVcX34rMTI_",
    #"cEBzcyAidy9vIiDDvG7Dr2NvZGVcX34rMTI\/"#,
    "cEBzcyAidy9vIiDDvG7Dr2NvZGVcX34rMTI%2F", "cEBzcyAidy9vIiDDvG7Dr2NvZGVcX34rMTI&#x2F;",
  ])
  func `an encoded secret is one too`(encoded: String) {
    #expect(sent.redacting("<\(encoded)>") == "<[secret token]>")
    #expect(sent.redacting(encoded) == "[secret token]")
  }

  @Test(arguments: ["", "a", "ab", "abc", "alice:"], ["", "z", "zz"])
  func `what was encoded together with something else keeps at most five bits of a secret's ends`(
    before: String, behind: String
  ) throws {
    let secret = "correct horse battery"
    let sent = SecretsSent([SecretText(name: "password", text: secret)])
    let encoded = Data("\(before)\(secret)\(behind)".utf8).base64EncodedString()
    let redacted = sent.redacting("Basic \(encoded)")
    let place = try #require(redacted.range(of: "[secret password]"))
    #expect(redacted[..<place.lowerBound].count <= 6 + (before.count * 8 + 5) / 6)
    #expect(redacted[place.upperBound...].count <= (behind.count * 8 + 5) / 6 + 3)
    #expect(sent.redacting("authorization").contains("secret") == false)
  }

  @Test func `characters beyond sixteen bits are read from their two escapes`() {
    let sent = SecretsSent([SecretText(name: "token", text: "🔑🗝️ key")])
    #expect(
      sent.redacting(#"{"a":"\ud83d\udd11\uD83D\uDDDD\ufe0f key"}"#) == #"{"a":"[secret token]"}"#)
    for text in [#"\ud83d"#, #"\ud83dx"#, #"\ud83d\u0041"#, #"\u12"#, #"\"#, "%", "%4", "%zz"] {
      #expect(sent.redacting(text) == text)
    }
  }

  @Test func `characters that HTML writes by a name are read, and what is no such name stays`() {
    let sent = SecretsSent([SecretText(name: "token", text: #"Cn<&>'9""#)])
    #expect(sent.redacting("<b>Cn&lt;&amp;&gt;&apos;9&quot;</b>") == "<b>[secret token]</b>")
    for text in ["&", "&;", "&amp", "&#;", "&#x110000;", "&#xD800;", "&nosuch;", "a=1&b=2;"] {
      #expect(sent.redacting(text) == text)
    }
  }

  @Test func `a short secret is replaced where it is all of a text, and left in other words`() {
    #expect(sent.redacting("123") == "[secret pin]")
    #expect(sent.redacting("MTIz") == "[secret pin]")
    #expect(sent.redacting("%31%32%33") == "[secret pin]")
    #expect(sent.redacting("1234") == "1234")
    #expect(sent.redacting(["pin": 123, "sum": 1234]) == ["pin": "[secret pin]", "sum": 1234])
  }

  @Test func `values are searched through and through, names and numbers too`() {
    let sent = SecretsSent([SecretText(name: "code", text: "4711")])
    let answer: JSON = [
      "4711": [nil, true, ["x": "is 4711."], 4711, 14_711, 815], "other": .number("4.711e3"),
    ]
    #expect(
      sent.redacting(answer) == [
        "[secret code]": [
          nil, true, ["x": "is [secret code]."], "[secret code]", "1[secret code]", 815,
        ], "other": .number("4.711e3"),
      ])
  }

  @Test func `secrets that overlap leave nothing of either, and the longer one is named`() {
    let sent = SecretsSent([
      SecretText(name: "short", text: "abcd"), SecretText(name: "long", text: "cdefghij"),
      SecretText(name: "same", text: "abcd"),
    ])
    #expect(sent.redacting("xabcdefghijx abcdx cdefx") == "x[secret long]x [secret short]x cdefx")
    let repeated = SecretsSent([SecretText(name: "token", text: "aaaa")])
    #expect(repeated.redacting("baaaaaaab") == "b[secret token]b")
  }

  @Test func `what a text that was cut ends with may be the beginning of a secret`() {
    let sent = SecretsSent([SecretText(name: "token", text: "correct horse")])
    for end in ["correct hors", "corr", "correct%20h", #"correct\u0020h"#, "Y29ycmVjdCB"] {
      #expect(sent.redacting("<\(end)", isCut: true) == "<[secret token]")
      #expect(sent.redacting("<\(end)") == "<\(end)")
    }
    #expect(sent.redacting("<correct horse>cor", isCut: true) == "<[secret token]>cor")
  }

  @Test func `where nothing was sent nothing is replaced`() {
    #expect(SecretsSent.none.redacting("[secret token]") == "[secret token]")
    #expect(SecretsSent([SecretText(name: "token", text: "")]).redacting("") == "")
    #expect(SecretsSent.none.isEmpty && !sent.isEmpty)
  }

  @Test func `neither a secret nor what seeks it is shown by whatever looks into values`() {
    let secret = SecretText(name: "token", text: Self.token)
    for value in [secret, sent, [secret], ["a": sent]] as [Any] {
      var dumped = ""
      dump(value, to: &dumped)
      for text in ["\(value)", String(reflecting: value), dumped] {
        #expect(!text.contains("code") && !text.contains("112, 64"))
      }
    }
    #expect("\(secret)" == "[secret token]")
  }

  /// Texts of few letters, in which secrets are often found.
  @Test func `the places are those that a plain search finds`() {
    var dice = Dice()
    func text(_ length: ClosedRange<Int>) -> String {
      String((0..<dice.number(length)).map { _ in dice.pick(["a", "b", "ä"] as [Character]) })
    }
    for _ in 0..<2000 {
      let secrets = (0..<dice.number(1...4)).map {
        SecretText(name: "\($0)", text: text(4...7))
      }
      let given = text(0...60)
      var isSecret = [Bool](repeating: false, count: given.count)
      let characters = Array(given)
      for secret in secrets.map({ Array($0.text) }) {
        for start in characters.indices.dropLast(secret.count - 1)
        where Array(characters[start...].prefix(secret.count)) == secret {
          for place in start..<(start + secret.count) { isSecret[place] = true }
        }
      }
      let rest = zip(characters, isSecret).filter { !$0.1 }.map(\.0)
      let redacted = SecretsSent(secrets).redacting(given)
      let kept = redacted.replacing(/\[secret \d\]/, with: "")
      #expect(kept == String(rest), "\(secrets.map(\.text)) in \(given)")
    }
  }

  @Test func `a long text takes a time that grows as it does, whatever stands in it`() {
    let secret = String(repeating: "a", count: Limits.secretBytes - 1) + "b"
    let sent = SecretsSent([SecretText(name: "token", text: secret)])
    for piece in ["a", #"\"#, "%", "%61", #"\u0061"#] {
      let text = String(repeating: piece, count: Limits.answerBodyBytes / piece.utf8.count)
      #expect(sent.redacting(text) == text)
    }
    let full = String(repeating: secret, count: 256)
    #expect(sent.redacting(full) == String(repeating: "[secret token]", count: 256))
  }
}
