import Scheduling

extension Instant {
  /// As the contract's columns keep times: RFC 3339 in UTC, milliseconds always, so that their order
  /// as text is their order in time.
  var storedText: String {
    let text = rfc3339
    return milliseconds % 1000 == 0 ? text.dropLast() + ".000Z" : text
  }
}
