/// How the threads that answer requests are shared, so that one account's requests, however long each
/// takes, leave some for others.
package struct RequestThreads {
  /// Requests of one account that are at work at a time.
  package let ofAccount: Int
  /// Requests of one account that wait for these; what comes beyond is refused.
  package let waiting: Int
  /// Threads in all: one account never has the last ones.
  package let all: Int

  /// - Parameter atOnce: requests that the machine is to answer at a time, 1 at least.
  package init(atOnce: Int) {
    ofAccount = max(1, atOnce * 3 / 4)
    waiting = 4 * atOnce
    all = ofAccount + waiting + max(2, atOnce / 4)
  }
}
