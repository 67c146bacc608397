package import OrderedJSON
package import Scheduling

/// What is known of a run, as references see it.
package struct RunValue: Sendable {
  /// The instant for which it runs.
  package let scheduledAt: Instant
  /// How many instants and runs by hand there were until then, with this one.
  package let number: Int
  /// The instant of the run before it; `nil`: there is none.
  package let previous: Instant?
  /// The schedule's.
  package let zone: TimeZoneRules

  package init(scheduledAt: Instant, number: Int, previous: Instant?, zone: TimeZoneRules) {
    self.scheduledAt = scheduledAt
    self.number = number
    self.previous = previous
    self.zone = zone
  }

  /// `{"scheduled_at", "number", "date", "previous": {"scheduled_at"}}`
  package var json: JSON {
    let offset = Int64(zone.offset(at: scheduledAt))
    let local = scheduledAt.advanced(bySeconds: offset)
    var members = [
      JSON.Member("scheduled_at", .string(scheduledAt.rfc3339)),
      JSON.Member("number", JSON(number)),
      JSON.Member("date", .string(String(local.rfc3339.prefix { $0 != "T" }))),
    ]
    if let previous {
      members.append(JSON.Member("previous", ["scheduled_at": .string(previous.rfc3339)]))
    }
    return .object(members)
  }
}

extension ReferenceValues {
  /// With a run, from whose instant dates follow.
  package mutating func know(_ run: RunValue, zones: TimeZoneDatabase) {
    (self.run, instant, zone) = (run.json, run.scheduledAt, run.zone)
    self.zones = { zones.zone(named: $0) }
  }
}
