import Foundation

/// Dates as HTTP (RFC 9110, 5.6.7) and mail (RFC 5322, 3.3) write them, in UTC.
enum InternetDate {
  /// - Parameter text: `Tue, 24 Nov 2026 09:00:00 GMT`; `nil` for any other form.
  static func secondsSince1970(http text: String) -> Double? {
    formatter("GMT").date(from: text)?.timeIntervalSince1970
  }

  /// `Tue, 24 Nov 2026 09:00:00 +0000`.
  static func mail(secondsSince1970 seconds: Int) -> String {
    formatter("+0000").string(from: Date(timeIntervalSince1970: Double(seconds)))
  }

  private static func formatter(_ zone: String) -> DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '\(zone)'"
    return formatter
  }
}
