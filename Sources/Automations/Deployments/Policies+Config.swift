package import OrderedJSON
import Scheduling

extension Policies {
  /// Reads `policies` and `spread` of a `schedule_config`; what is absent or null has its default.
  /// - Throws: `Refusal.invalid` with every fault, at its path in the request's body.
  package init(config: JSON?) throws(Refusal) {
    var reader = PoliciesReader(config)
    self.init()
    missed = reader.choice("missed", missed)
    overlap = reader.choice("overlap", overlap)
    graceSeconds = reader.number("grace_seconds", graceSeconds, Limits.graceSeconds)
    catchUpDays = reader.number("catch_up_days", catchUpDays, Limits.catchUpDays)
    attempts = reader.number("attempts", attempts, Limits.attempts)
    openAfter = reader.number("open_after", openAfter, Limits.openAfter)
    spreadSeconds = reader.spread(Limits.spreadSeconds)
    guard reader.faults.isEmpty else { throw .invalid(reader.faults) }
  }

  /// What a person should know about the policies of a `schedule_config`, though they are right.
  package static func notices(config: JSON?) -> [String] {
    let unknown = (config?["policies"]?.members ?? []).map(\.key).filter { !keys.contains($0) }
    guard !unknown.isEmpty else { return [] }
    return ["Not known and ignored in schedule_config.policies: \(unknown.listedInBrief)."]
  }

  /// The same as a `schedule_config` would say it, with nothing left to defaults.
  package var json: JSON {
    [
      "policies": [
        "missed": .string(missed.rawValue), "overlap": .string(overlap.rawValue),
        "grace_seconds": JSON(graceSeconds), "catch_up_days": JSON(catchUpDays),
        "attempts": JSON(attempts), "open_after": JSON(openAfter),
      ],
      "spread": JSON(spreadSeconds),
    ]
  }

  private static let keys: Set = [
    "missed", "overlap", "grace_seconds", "catch_up_days", "attempts", "open_after",
  ]
}

private struct PoliciesReader {
  private(set) var faults: [Fault] = []
  private let policies: JSON?
  private let spread: JSON?

  init(_ config: JSON?) {
    policies = config?["policies"]
    spread = config?["spread"]
    if let policies, !policies.isNull, policies.members == nil {
      fault([], "must be an object as {\"missed\": \"once\"}, not \(policies.kind)", .type)
    }
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ fallback: Choice
  ) -> Choice {
    guard let value = policies?[key], !value.isNull else { return fallback }
    if let choice = value.text.flatMap(Choice.init) { return choice }
    let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    fault([key], "must be one of \(allowed)", value.text == nil ? .type : .value)
    return fallback
  }

  mutating func number(_ key: String, _ fallback: Int, _ range: ClosedRange<Int>) -> Int {
    number(policies?[key], ["policies", key], fallback, range)
  }

  mutating func spread(_ range: ClosedRange<Int>) -> Int { number(spread, ["spread"], 0, range) }

  private mutating func number(
    _ value: JSON?, _ path: [String], _ fallback: Int, _ range: ClosedRange<Int>
  ) -> Int {
    guard let value, !value.isNull else { return fallback }
    if let number = value.integer, range.contains(number) { return number }
    let isNumber = if case .number = value { true } else { false }
    faults.append(
      Fault(
        ["schedule_config"] + path,
        "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
        isNumber ? .value : .type))
    return fallback
  }

  private mutating func fault(_ path: [String], _ message: String, _ kind: Fault.Kind) {
    faults.append(Fault(["schedule_config", "policies"] + path, message, kind))
  }
}
