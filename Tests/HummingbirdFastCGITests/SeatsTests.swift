import HummingbirdFastCGI
import Testing

/// Threads that take connections, and those in reserve.
@Suite(.timeLimit(.minutes(20))) struct SeatsTests {
  @Test func `the seats of two long requests go to the reserve, and their threads come back to it`()
    async throws
  {
    let seats = Seats(2, threads: 4)
    let (taken, take) = AsyncStream.makeStream(of: Bool.self)
    #expect(seats.take(0) && seats.take(1))
    let reserve = (2..<4).map { thread in
      Task { try await onThread { _ = take.yield(seats.take(thread)) } }
    }
    var seen = taken.makeAsyncIterator()
    seats.begin(0)
    seats.begin(1)
    #expect(seats.look() == false)
    // The second look at the same two requests.
    #expect(seats.look() == false)
    // Whoever of the reserve comes only now finds a seat free.
    for _ in 0..<2 { #expect(await seen.next() == true) }
    for thread in reserve { try await thread.value }
    let back = (0..<2).map { thread in
      Task { try await onThread { _ = take.yield(seats.take(thread)) } }
    }
    seats.close()
    for _ in 0..<2 { #expect(await seen.next() == false) }
    for thread in back { try await thread.value }
    #expect(seats.look() == nil)
  }

  @Test func `the seat of a request that waited long goes to the reserve at once`() async throws {
    let seats = Seats(1, threads: 2)
    #expect(seats.take(0))
    let (taken, take) = AsyncStream.makeStream(of: Bool.self)
    let reserve = Task { try await onThread { _ = take.yield(seats.take(1)) } }
    seats.begin(0, isLong: true)
    var seen = taken.makeAsyncIterator()
    #expect(await seen.next() == true)
    try await reserve.value
    seats.begin(1)
    // There is one seat, and the other thread is to have it until its request takes long.
    let back = Task { try await onThread { _ = take.yield(seats.take(0)) } }
    #expect(seats.look() == false)
    #expect(seats.take(1))
    seats.close()
    #expect(await seen.next() == false)
    try await back.value
  }

  @Test func `a thread of the reserve is started when a seat is there and none waits for it`() async
  {
    let seats = Seats(2, threads: 5)
    var newcomers = seats.newcomers.makeAsyncIterator()
    #expect(await newcomers.next() == 0)
    #expect(await newcomers.next() == 1)
    #expect(seats.take(0) && seats.take(1))
    seats.begin(0, isLong: true)
    #expect(await newcomers.next() == 2)
    #expect(seats.take(2))
    // The system had no thread to give: the same one is asked for again.
    seats.begin(1, isLong: true)
    #expect(await newcomers.next() == 3)
    seats.giveBack(3)
    seats.begin(2, isLong: true)
    #expect(await newcomers.next() == 3)
    seats.close()
    #expect(await newcomers.next() == nil)
  }

  @Test func `however many short requests a thread has, it keeps its seat`() {
    let seats = Seats(1, threads: 1)
    #expect(seats.take(0))
    for _ in 0..<10 {
      seats.begin(0)
      #expect(seats.look() == false)
      #expect(seats.take(0))
    }
  }

  @Test
  func `who looks may sleep when nobody has been at work for long, and is woken by a request`()
    async throws
  {
    let seats = Seats(1, threads: 2)
    #expect(seats.take(0))
    var looks = 1
    while seats.look() == false, looks < 1000 { looks += 1 }
    #expect(looks == 100)
    let watch = Task { try await onThread { seats.watch(every: 1) } }
    seats.begin(0)
    // Its seat goes to the other without anybody's doing.
    #expect(try await onThread { seats.take(1) })
    seats.close()
    try await watch.value
  }
}
