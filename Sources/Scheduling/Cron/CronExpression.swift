/// A cron expression of five fields, as Vixie's cron reads them, with Quartz's `L W # ?`.
///
/// Source: crontab(5); Quartz's CronExpression for the extensions.
package struct CronExpression: Hashable, Sendable {
  let hours: UInt32
  let minutes: UInt64
  let days: MonthDays
  /// Whether the minute or the hour begins with `*`: then it runs in every real minute that fits.
  let isWildcard: Bool
  /// Fields whose step is so large that only their first value is left.
  let oversteppedFields: [CronField]

  var times: DayTimes { DayTimes(hours: hours, minutes: minutes) }

  /// - Parameter text: five fields; macros are not read here.
  package init(_ text: String) throws(TextFault) {
    var parser = CronParser(text)
    self = try parser.expression()
  }

  /// What a macro like `@daily` stands for; nil when it is none.
  static func expansion(ofMacro macro: String) -> String? {
    switch macro.lowercased() {
    case "@yearly", "@annually": "0 0 1 1 *"
    case "@monthly": "0 0 1 * *"
    case "@weekly": "0 0 * * 0"
    case "@daily", "@midnight": "0 0 * * *"
    case "@hourly": "0 * * * *"
    default: nil
    }
  }

  static let macros = [
    "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@every",
  ]
}

extension CronExpression {
  init(
    minutes: UInt64, hours: UInt32, days: MonthDays, isWildcard: Bool, overstepped: [CronField]
  ) {
    self.minutes = minutes
    self.hours = hours
    self.days = days
    self.isWildcard = isWildcard
    oversteppedFields = overstepped
  }
}
