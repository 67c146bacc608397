/// When something has to be over, and how long it had.
struct Deadline: Sendable {
  /// In all, as people are told.
  let seconds: Int
  let instant: ContinuousClock.Instant

  /// - Parameter spent: what is over of it.
  init(within seconds: Int, spent: Duration = .zero) {
    self.seconds = seconds
    instant = .now + .seconds(seconds) - spent
  }

  private init(seconds: Int, instant: ContinuousClock.Instant) {
    (self.seconds, self.instant) = (seconds, instant)
  }

  /// The same for what may take a part of what is left: half of it where that is 2.
  /// - Parameter seconds: that it takes at most.
  func part(_ part: Int, atMost seconds: Int) -> Deadline {
    Deadline(
      seconds: self.seconds,
      instant: ContinuousClock.now + min(remaining / part, Duration.seconds(seconds)))
  }

  /// What is left; not below zero.
  var remaining: Duration { max(.zero, instant - .now) }

  /// Does the work, or gives it up when the time is over.
  /// - Returns: `nil` when it is over; what has no time left is not begun.
  func bounds<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
    guard remaining > .zero else { return nil }
    return await withTaskGroup { group in
      group.addTask { Value?.some(await work()) }
      group.addTask {
        try? await Task.sleep(until: instant, clock: .continuous)
        return nil
      }
      // Cancelled from outside, the sleep ends at once; the result of the work counts.
      for await value in group where value != nil || !Task.isCancelled {
        group.cancelAll()
        return value
      }
      return nil
    }
  }
}
