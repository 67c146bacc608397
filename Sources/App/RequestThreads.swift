import OrderedJSON

/// How the threads that answer requests are shared, so that the requests of some accounts, however long
/// each takes, leave threads for others.
package struct RequestThreads {
  /// Short requests that are answered at a time, and requests of one account that are at work at a
  /// time, however long each takes.
  package let atOnce: Int
  /// Requests of one account that wait for these, where no other's wait; what comes beyond is refused.
  package let waiting: Int
  /// Requests with one session or token that nginx lets through at a time: as many as may be at work and
  /// wait. Whoever sends more, however fast, is refused where that costs others least.
  package let asked: Int
  /// Requests of all accounts together that wait, each on a thread.
  package let places: Int
  /// Threads in all: enough for those who wait, for what some accounts have at work, and for others.
  package let all: Int

  /// - Parameter atOnce: requests that the machine is to answer at a time, 1 at least.
  package init(atOnce: Int) {
    self.atOnce = atOnce
    waiting = max(Limits.requestsWaiting.times * atOnce, Limits.requestsWaiting.least)
    asked = atOnce + waiting
    places = Limits.busyAccounts.waiting * waiting
    all = places + Limits.busyAccounts.atWork * atOnce + Limits.busyAccounts.threadsLeft
  }
}
