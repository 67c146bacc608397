extension Task where Failure == Never {
  /// What comes of it; `nil` where the task that waits was cancelled. It goes on for others.
  func valueUnlessCancelled() async -> Success? {
    // A task's value cannot be given up, a stream's can.
    let (values, value) = AsyncStream.makeStream(of: Success.self)
    Task<Void, Never> { value.yield(await self.value) }
    for await first in values { return first }
    return nil
  }
}
