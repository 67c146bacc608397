import Glibc

extension FastCGIParameters {
  /// Milliseconds since the web server sent the request, by `REQUEST_SENT_AT`, which nginx sets to its
  /// `$msec` (seconds since 1970 with three decimals); `nil` where that is not told. By the clock of the
  /// machine, which both share: where it is set meanwhile, the age is wrong by that.
  var age: Int64? {
    let sentAt = withValue(of: "REQUEST_SENT_AT") { text -> Int64? in
      // More digits are no time that anybody will see.
      guard (5...17).contains(text.count), text.dropLast(3).last == UInt8(ascii: ".") else {
        return nil
      }
      var milliseconds: Int64 = 0
      for byte in text where byte != UInt8(ascii: ".") {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        milliseconds = milliseconds * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return milliseconds
    }
    guard let sentAt, let sentAt else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000 - sentAt
  }
}
