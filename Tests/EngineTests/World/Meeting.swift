import Synchronization

/// Where everybody waits until so many are there.
final class Meeting: Sendable {
  private let missing: Mutex<Int>

  init(of count: Int) { missing = Mutex(count) }

  func join() async {
    missing.withLock { $0 -= 1 }
    while missing.withLock({ $0 }) > 0 { try? await Task.sleep(for: .milliseconds(1)) }
  }
}
