import Automations
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
    let left = Mutex<[Naming?]>([
      Naming(last: "a"), Naming(last: "b"), nil, Naming(last: "c"), Naming(),
    ])
    let places = Mutex<[String?]>([])
    let waits = Mutex<[Duration]>([])
    let (calls, isOver) = AsyncStream<Void>.makeStream()
    let namer = Namer(
      nameSome: { last in
        places.withLock { $0.append(last) }
        guard let next = left.withLock({ $0.removeFirst() }) else { throw Trouble() }
        if next.last == nil { isOver.finish() }
        return next
      },
      sleep: { wait in waits.withLock { $0.append(wait) } },
      logger: .mute)
    let group = ServiceGroup(services: [namer], logger: Logger(label: "test"))
    let task = Task { try await group.run() }
    for await _ in calls {}
    await group.triggerGracefulShutdown()
    try await task.value
    #expect(places.withLock { $0 } == [nil, "a", "b", "b", "c"])
    let short = Duration.milliseconds(100)
    #expect(waits.withLock { $0 } == [short, short, .seconds(60), short])
  }

  @Test func `a trace that cannot be read is told, and is not met again`() async throws {
    var first = Naming(last: "b")
    first.failures = [("a", Trouble())]
    let left = Mutex<[Naming]>([first, Naming()])
    let lines = Lines()
    let (calls, isOver) = AsyncStream<Void>.makeStream()
    let namer = Namer(
      nameSome: { last in
        if last == "b" { isOver.finish() }
        return left.withLock { $0.removeFirst() }
      },
      sleep: { _ in },
      logger: Logger(label: "test") { _ in lines.handler })
    let group = ServiceGroup(services: [namer], logger: Logger(label: "test"))
    let task = Task { try await group.run() }
    for await _ in calls {}
    await group.triggerGracefulShutdown()
    try await task.value
    #expect(lines.all.map { $0.metadata["automation"] } == ["a"])
  }
}
