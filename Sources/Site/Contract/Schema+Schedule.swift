import Automations
import OrderedJSON
import Scheduling

extension Schema {
  /// What `schedule_config` may hold, for whoever writes a client.
  static let scheduleConfig = Schema.object([
    optional(
      "timezone", .text,
      "IANA name in its exact case, as Europe/Berlin; if absent the zone of this installation"),
    optional("days", days, "For weekly: English names, long or of three letters"),
    optional(
      "day_of_month", Schema(["anyOf": [dayOfMonth, ["type": "array", "items": dayOfMonth]]]),
      "For monthly; if absent 1"),
    optional(
      "short_month", .choice(of: ["last_day", "skip"]),
      "For monthly: what a day becomes that a month does not have; if absent last_day"),
    optional(
      "customInterval", .text,
      "For custom: a cron expression, an ISO 8601 duration or words, as “every 2 hours”; if absent, "
        + "schedule_time is that text"),
    optional("start", bound, "The first run is not before it"),
    optional("end", bound, "The last run is not after it"),
    optional("exclude_dates", .list(of: .day), "Days without a run, in the schedule's zone"),
    optional("exclude_weekdays", days, "Days of the week without a run"),
    optional(
      "anchor", bound, "For custom: when an interval begins to count; if absent, at the deployment"),
    optional(
      "dst",
      .object([
        optional(
          "gap", .choice(of: ["after", "skip", "shift"]),
          "A time that the clocks leave out; if absent after"),
        optional(
          "fold", .choice(of: ["first", "last", "both"]),
          "A time that comes twice; if absent first"),
      ]), "When the clocks change"),
    optional("policies", policies, "What becomes of instants that something stands in the way of"),
    optional("spread", .integer(Limits.spreadSeconds), "Seconds by which runs are put off at most"),
  ]).described("Members of other names are kept, and named in a notice")

  private static let policies = Schema.object([
    optional(
      "missed", .choice(Policies.Missed.self),
      "Of instants that nobody was there for; if absent once"),
    optional(
      "overlap", .choice(Policies.Overlap.self),
      "Of an instant that comes while a run goes on; if absent skip"),
    optional("grace_seconds", .integer(Limits.graceSeconds), "So late is not missed; if absent 60"),
    optional(
      "catch_up_days", .integer(Limits.catchUpDays), "So old is not caught up; if absent 7"),
    optional("attempts", .integer(Limits.attempts), "How often a step is tried; if absent 3"),
    optional(
      "open_after", .integer(Limits.openAfter),
      "After so many failed runs in a row the circuit opens; if absent 3"),
  ])

  private static let days = Schema.list(of: .text)
  private static let dayOfMonth: JSON = [
    "anyOf": [["type": "integer", "minimum": 1, "maximum": 31], ["const": "last"]]
  ]
  private static let bound = Schema([
    "anyOf": [["type": "string", "format": "date"], ["type": "string", "format": "date-time"]]
  ])

  private static func optional(
    _ name: String, _ schema: Schema, _ words: String
  ) -> (name: String, schema: Schema, isRequired: Bool) {
    (name, schema.orNull.described(words), false)
  }
}
