import Scheduling

/// Lengths of time as a person says them. Interpolation would take several times as long as joining
/// such short texts.
enum DurationText {
  /// `640 ms`, `2.4 s`, `3 min 12 s`, `1 h 5 min`
  static func words(milliseconds: Int) -> String {
    switch max(milliseconds, 0) {
    case let short where short < 1000: "\(short) ms"
    case let short where short < 59_950:
      "\((short + 50) / 1000).\((short + 50) / 100 % 10) s"
    case let long where long < 3_600_000:
      pair(long / 60_000, "min", long / 1000 % 60, "s")
    case let long:
      pair(long / 3_600_000, "h", long / 60_000 % 60, "min")
    }
  }

  /// `640 ms`, `2.412 s`, `3 h 12 min 5.204 s`
  static func exact(milliseconds: Int) -> String {
    guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let rest = String(milliseconds % 1000)
    let seconds =
      "\(milliseconds / 1000 % 60)." + String(repeating: "0", count: 3 - rest.count) + rest + " s"
    return (hours > 0 ? "\(hours) h " : "") + (hours + minutes > 0 ? "\(minutes) min " : "")
      + seconds
  }

  /// How far a next run is from now: `in 3 h 12 min`, `due now`. It is none that has passed.
  static func countdown(from now: Instant, to instant: Instant) -> String {
    instant > now ? distance(from: now, to: instant) : "due now"
  }

  /// How far an instant is from now: `in 3 h 12 min`, `in less than a minute`, `5 days ago`,
  /// `just now`.
  static func distance(from now: Instant, to instant: Instant) -> String {
    let distance = instant.milliseconds(since: now)
    if distance > 0, distance < 60_000 { return "in less than a minute" }
    // To the next minute what is to come, so that it is not due before it is.
    let minutes = Int((distance.magnitude + (distance > 0 ? 59_999 : 0)) / 60_000)
    guard minutes > 0 else { return "just now" }
    return distance > 0 ? "in " + coarse(minutes) : coarse(minutes) + " ago"
  }

  /// How long since an instant that is near, to the second: `12 s ago`, `3 min ago`.
  static func ago(from instant: Instant, to now: Instant) -> String {
    let milliseconds = now.milliseconds(since: instant)
    guard milliseconds >= 1000, milliseconds < 60_000 else {
      return distance(from: now, to: instant)
    }
    return String(milliseconds / 1000) + " s ago"
  }

  /// How long until an instant that is near, to the second: `in 12 s`, `in 3 h 12 min`.
  static func wait(from now: Instant, until instant: Instant) -> String {
    let milliseconds = instant.milliseconds(since: now)
    guard milliseconds > 0, milliseconds < 60_000 else { return distance(from: now, to: instant) }
    return "in " + String((milliseconds + 999) / 1000) + " s"
  }

  private static func coarse(_ minutes: Int) -> String {
    let days = minutes / 1440
    return switch minutes {
    case ..<60: String(minutes) + " min"
    case ..<1440: pair(minutes / 60, "h", minutes % 60, "min")
    case ..<2880: pair(1, "day", minutes / 60 % 24, "h")
    case ..<86_400: String(days) + " days"
    case ..<1_051_200: String(days / 30) + " months"
    default: String(days / 365) + " years"
    }
  }

  private static func pair(_ count: Int, _ unit: String, _ rest: Int, _ smaller: String) -> String {
    let whole = String(count) + " " + unit
    return rest == 0 ? whole : whole + " " + String(rest) + " " + smaller
  }
}
