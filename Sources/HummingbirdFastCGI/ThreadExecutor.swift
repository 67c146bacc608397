import Glibc

/// Runs the tasks that prefer it (SE-0417) on the one thread that calls `run`, and so lets a thread
/// that blocks in libfcgi answer its request itself: a hop to the concurrency pool and back costs
/// more than a short handler.
///
/// Unchecked: `jobs` and the flags are touched only while `mutex` is held.
package final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [UnownedJob] = []
  private var isOpen = false
  private var isFinished = false
  private var isWaiting = false

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Blocks the calling thread until the operation has returned, and runs it, with whatever it
  /// starts that keeps the executor, on this thread. Not to be called from within an operation.
  package func run(_ operation: @escaping @Sendable () async -> Void) {
    open()
    Task(executorPreference: self) {
      await operation()
      self.finish()
    }
    let executor = asUnownedTaskExecutor()
    while let job = next() { job.runSynchronously(on: executor) }
  }

  /// From any thread. What comes when no `run` goes on is left to the concurrency pool.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    guard isOpen else {
      pthread_mutex_unlock(mutex)
      // The request is answered and the thread waits for another: this cannot wait with it.
      globalConcurrentExecutor.enqueue(job)
      return
    }
    jobs.append(job)
    let wakes = isWaiting
    pthread_mutex_unlock(mutex)
    if wakes { pthread_cond_signal(condition) }
  }

  private func open() {
    pthread_mutex_lock(mutex)
    isOpen = true
    isFinished = false
    pthread_mutex_unlock(mutex)
  }

  private func finish() {
    pthread_mutex_lock(mutex)
    isFinished = true
    let wakes = isWaiting
    pthread_mutex_unlock(mutex)
    if wakes { pthread_cond_signal(condition) }
  }

  /// The next job, waiting for one; `nil` when the operation has returned and no job is left.
  private func next() -> UnownedJob? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while jobs.isEmpty {
      if isFinished {
        isOpen = false
        return nil
      }
      isWaiting = true
      pthread_cond_wait(condition, mutex)
      isWaiting = false
    }
    return jobs.removeFirst()
  }
}
