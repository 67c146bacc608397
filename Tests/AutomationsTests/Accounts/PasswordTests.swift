import Automations
import Dispatch
import Testing

@Suite struct PasswordTests {
  @Test func `a password matches its own hash only, and none where there is no hash`() throws {
    let hash = try Password.hash("correct horse")
    #expect(try Password.matches("correct horse", hash))
    #expect(try !Password.matches("correct hors", hash))
    #expect(try !Password.matches("correct horse", nil))
  }

  @Test func `it is the same whatever way a keyboard writes a letter`() throws {
    let (composed, apart) = ("Stra\u{DF}e nach K\u{F6}ln", "Stra\u{DF}e nach Ko\u{308}ln")
    #expect(try Password.matches(apart, Password.hash(composed)))
    #expect(try Password.matches(composed, Password.hash(apart)))
  }

  @Test func `one that was hashed as it came is still right as it comes`() throws {
    // Of "Ko\u{308}ln im Regen", not composed, with parameters that make it quick.
    let old = PasswordHash(
      salt: Array("salt".utf8),
      hash: [
        49, 175, 234, 59, 250, 215, 160, 13, 255, 252, 202, 68, 6, 78, 115, 113, 29, 13, 119, 75,
        249, 37, 20, 194, 9, 132, 1, 251, 53, 32, 244, 126,
      ], rounds: 16, blockSize: 1, parallelism: 1)
    #expect(try Password.matches("Ko\u{308}ln im Regen", old))
    #expect(try !Password.matches("K\u{F6}ln im Regen", old))
  }

  @Test func `what is longer than a password may be matches nothing`() throws {
    let hash = try Password.hash("")
    #expect(try !Password.matches(String(repeating: "x", count: 1025), hash))
  }

  @Test(arguments: [
    ("short", "at least 8"), ("Password1", "tried first"), ("tr\u{131}vial", "at least 8"),
    (String(repeating: "x", count: 1025), "at most 1024 bytes"),
    ("aaaaaaaaaaaa", "again and again"), ("ÄÄÄÄÄÄÄÄ", "again and again"),
    ("long enough\0", "NUL"), ("charlie.brown", "name of the account"),
    ("Charlie.Brown", "name of the account"),
  ])
  func `refuses one that others would try first, and says why`(password: String, words: String) {
    #expect(Password.fault(of: password, for: "charlie.brown")?.contains(words) == true)
  }

  @Test(arguments: [
    "correct horse battery", "aaaaaaab", "charlie.brown.2", "пароль на завтра", "🐴🔋🐴🔋🐴🔋🐴🔋",
    String(repeating: "xy", count: 512),
  ])
  func `asks for no composition`(password: String) {
    #expect(Password.fault(of: password, for: "charlie.brown") == nil)
  }
}

@Suite(.timeLimit(.minutes(20))) struct PasswordThreadsTests {
  @Test func `what is beyond the threads and the short queue is refused at once`() async throws {
    let threads = PasswordThreads(atOnce: 2, waiting: 2)
    let gate = DispatchSemaphore(value: 0)
    let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          do {
            try await threads.run { gate.wait() }
            return false
          } catch Refusal.tooMany(let text, let seconds) {
            return text.contains("try again") && seconds == 1
          }
        }
      }
      // Nobody opens the gate before all who are refused know it.
      for _ in 0..<12 { #expect(try await group.next() == true) }
      for _ in 0..<4 { gate.signal() }
      return try await group.reduce(into: 0) { count, isRefused in count += isRefused ? 1 : 0 }
    }
    #expect(refused == 0)
    #expect(try await threads.run { 7 } == 7)
  }

  @Test func `what the work throws comes back, and the thread goes on`() async throws {
    let threads = PasswordThreads(atOnce: 1, waiting: 0)
    for _ in 0..<3 {
      await #expect(throws: Refusal.self) {
        try await threads.run { throw Refusal.conflict("no") }
      }
    }
  }
}
