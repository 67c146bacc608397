import HummingbirdFastCGI
import Testing

/// Threads that wait for a connection, and those in reserve.
@Suite(.timeLimit(.minutes(2))) struct SeatsTests {
  @Test func `eight wait for a connection, and another does when nearly all of them are at work`()
    async throws
  {
    let seats = Seats()
    let (taken, take) = AsyncStream.makeStream(of: Bool.self)
    let threads = (0..<12).map { _ in
      Task { try await onThread { _ = take.yield(seats.take()) } }
    }
    var seen = taken.makeAsyncIterator()
    for _ in 0..<8 { #expect(await seen.next() == true) }
    // Two still wait for a connection, and that is enough.
    for _ in 0..<6 { seats.leave() }
    seats.leave()
    #expect(await seen.next() == true)
    seats.close()
    for _ in 0..<3 { #expect(await seen.next() == false) }
    #expect(!seats.take())
    for thread in threads { try await thread.value }
  }
}
