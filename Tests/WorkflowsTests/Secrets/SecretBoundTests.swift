import OrderedJSON
import Testing
import Workflows

/// Long texts in which secrets seem to begin everywhere. A search that went over each of them again and
/// again would not end within these minutes, however fast the machine is.
@Suite(.timeLimit(.minutes(20))) struct SecretBoundTests {
  @Test(arguments: [
    "password:", "password='<", "password=\"", "://a:", "://", "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN ",
    "eyJa.", "eyJaaaaaaaaaa.", "sk-", "\"token\": \"", "token=", "token: ", "Bearer ", "Basic ",
    "\\\"",
    "[secret ", " #Kx9]", "\\", " ",
  ])
  func `a text is gone over once`(part: String) {
    let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
    let mark = SecretMark(word: "Kx9")
    var taker = SecretTaker(mark: mark)
    let taken = taker.taking(from: .string(text))
    #expect(taken.text != nil && mark.shown(taken).text != nil)
  }

  @Test func `names are given once`() {
    var taker = SecretTaker(mark: SecretMark(word: "Kx9"))
    _ = taker.taking(from: .array((0..<100_000).map { ["token": .string("the-token-\($0)")] }))
    #expect(taker.new.count == 100_000 && taker.names.contains("token_100000"))
  }
}
