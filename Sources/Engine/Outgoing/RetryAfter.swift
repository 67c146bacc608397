/// The header `Retry-After` (RFC 9110, 10.2.3).
struct RetryAfter {
  /// From 0.
  let seconds: Int

  /// - Parameters:
  ///   - text: seconds or a date; any other text gives `nil`.
  ///   - date: the answer's `Date`: a date to wait for is reckoned by the clock that set it.
  ///   - now: seconds since 1970, for answers that have none.
  init?(_ text: String?, date: String?, now: Int) {
    guard let text else { return nil }
    if let seconds = Int(text), seconds >= 0 {
      self.seconds = seconds
    } else if let until = InternetDate.secondsSince1970(http: text) {
      let now = date.flatMap(InternetDate.secondsSince1970(http:)) ?? Double(now)
      seconds = Int(min(max(0, until - now), 1e9))
    } else {
      return nil
    }
  }
}
