import Automations
import Testing

@Suite struct AccountNameTests {
  @Test(arguments: [
    ("", "must not be empty"), (" alice", "must not begin or end"),
    ("alice\u{A0}", "must not begin or end"), ("\u{200B}alice", "must not begin or end"),
    ("alice\u{202E}", "must not begin or end"), ("al\nice", "control characters"),
    ("alice\t", "control characters"), ("\0", "NUL"), ("al\u{202E}ice", "turn the direction"),
    ("*", "everybody"),
    (String(repeating: "a", count: 256), "at most 255"),
  ])
  func `refuses a name that people could not write or see, and says why`(
    name: String, words: String
  ) {
    #expect(AccountName.faults(of: name).first?.message.contains(words) == true)
  }

  @Test(arguments: [
    "alice", "Alice Brown", "علی‌رضا", "müller", "alice@example.com", "爱丽丝", "👩‍💻", "❤️", "user-1",
  ])
  func `takes the names that people have`(name: String) {
    #expect(AccountName.faults(of: name).isEmpty)
  }

  @Test(arguments: [
    ("alice", "Alice"), ("alice", "ａｌｉｃｅ"), ("alice", "al\u{200B}ice"), ("alice", "аlіcе"),
    ("bob", "ВОВ"), ("straße", "STRASSE"), ("müller", "mu\u{308}ller"), ("a b", "a\u{2003}b"),
    ("a b", "a  b"), ("σας", "ΣΑΣ"), ("ﬁona", "fiona"), ("I", "ı"),
  ])
  func `what looks or folds the same has one skeleton`(one: String, other: String) {
    #expect(AccountName.skeleton(of: one) == AccountName.skeleton(of: other))
  }

  @Test(arguments: [
    ("alice", "alicia"), ("müller", "muller"), ("user-1", "user-11"), ("a b", "ab"),
    ("爱丽丝", "爱丽"),
  ])
  func `what is told apart at a glance has another`(one: String, other: String) {
    #expect(AccountName.skeleton(of: one) != AccountName.skeleton(of: other))
  }

  @Test func `a name is kept composed`() {
    #expect(Array(AccountName.composed("mu\u{308}ller").utf8) == Array("m\u{FC}ller".utf8))
  }
}
