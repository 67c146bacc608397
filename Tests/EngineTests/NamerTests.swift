import Engine
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// Names for what an older program saved, in a time that passes as fast as it waits.
@Suite(.timeLimit(.minutes(20))) struct NamerTests {
  private struct Trouble: Error {}

  @Test func `goes on until every trace has a name, through trouble, and then waits for the end`()
    async throws
  {
    let left = Mutex([true, true, nil, true, false] as [Bool?])
    let waits = Mutex<[Duration]>([])
    let (calls, isOver) = AsyncStream<Void>.makeStream()
    let namer = Namer(
      nameSome: {
        guard let next = left.withLock({ $0.removeFirst() }) else { throw Trouble() }
        if !next { isOver.finish() }
        return next
      },
      sleep: { wait in waits.withLock { $0.append(wait) } },
      logger: .mute)
    let group = ServiceGroup(services: [namer], logger: Logger(label: "test"))
    let task = Task { try await group.run() }
    for await _ in calls {}
    await group.triggerGracefulShutdown()
    try await task.value
    #expect(left.withLock { $0.isEmpty })
    let short = Duration.milliseconds(100)
    #expect(waits.withLock { $0 } == [short, short, .seconds(60), short])
  }
}
