import Glibc

/// A value that one thread at a time sees, under a `pthread_mutex_t`.
///
/// `Synchronization.Mutex` is a priority-inheriting futex on Linux, which hands itself to whoever
/// waits, running or not: where more threads than processors ask for zones, all end up queueing.
///
/// Unchecked: `value` is touched only while `mutex` is held.
final class Locked<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<Result>(_ work: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try work(&value)
  }
}
