/// How the threads that answer requests are shared, so that the requests of some accounts, however long
/// each takes, leave threads for others.
package struct RequestThreads {
  /// Requests of one account that are at work at a time.
  package let ofAccount: Int
  /// Requests of one account that wait for these, where no other's wait; what comes beyond is refused.
  package let waiting: Int
  /// Requests of all accounts together that wait, each on a thread.
  package let places: Int
  /// Threads in all: enough for those who wait, and for what six accounts have at work.
  package let all: Int

  /// - Parameter atOnce: requests that the machine is to answer at a time, 1 at least.
  package init(atOnce: Int) {
    ofAccount = max(1, atOnce * 3 / 4)
    waiting = 4 * atOnce
    places = 2 * waiting
    all = places + 6 * ofAccount + 2
  }
}
