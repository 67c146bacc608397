import Automations
import OrderedJSON
package import Templating

extension SchedulePage {
  static var policyFields: [Field<SchedulePage>] {
    [
      .flag("has_policies") { $0.hasPolicies },
      .list("missed") { $0.choices("missed", usual: Policies().missed) { $0.offer } },
      .text("missed_fault") { $0.fault(of: "missed") },
      .list("overlap") { $0.choices("overlap", usual: Policies().overlap) { $0.offer } },
      .text("overlap_fault") { $0.fault(of: "overlap") },
      .list("missed_limits") { $0.amounts(Amount.ofMissed) },
      .list("failure_limits") { $0.amounts(Amount.ofFailures) },
      .list("spread_limits") { $0.amounts([Amount.ofSpread]) },
    ]
  }

  /// Whether the policies are to stand open: one is unusual or wrong.
  private var hasPolicies: Bool {
    (ScheduleForm.policyNames + ["spread"]).contains { name in
      fault(of: name) != nil
        || typed[name]?.first.map { $0.trimmed != SchedulePage.usual[name] } ?? false
    }
  }

  private static let usual: [String: String] = {
    let json = Policies().json
    let policies = (json["policies"]?.members ?? []).map { ($0.key, $0.value) }
    let all = policies + [("spread", json["spread"] ?? .null)]
    return Dictionary(
      all.map { ($0.0, $0.1.text ?? $0.1.integer.map(String.init) ?? "") },
      uniquingKeysWith: { first, _ in first })
  }()

  /// What there is to choose; what is usual is said by an empty field, unless it was said in full.
  /// A value that nobody offers stands among them, so that it is seen.
  private func choices<Value: RawRepresentable<String> & CaseIterable & Equatable>(
    _ name: String, usual: Value, words: (Value) -> String
  ) -> [Choice] {
    let chosen = typed[name]?.first
    let known = Value.allCases.map { value in
      let isUsual = value == usual
      return Choice(
        value: isUsual && chosen != value.rawValue ? "" : value.rawValue,
        words: words(value) + (isUsual ? " (usual)" : ""),
        isChosen: value.rawValue == chosen || isUsual && chosen == nil)
    }
    guard let chosen, Value(rawValue: chosen) == nil else { return known }
    return known + [Choice(value: chosen, words: chosen, isChosen: true)]
  }

  private func amounts(_ amounts: [Amount]) -> [AmountEntry] {
    amounts.map { amount in
      AmountEntry(
        amount: amount, usual: SchedulePage.usual[amount.name] ?? "",
        entry: entry(amount.name))
    }
  }

  /// A number of the policies, in a person's words.
  struct Amount {
    let name: String
    let label: String
    let unit: String?
    let hint: String

    static let ofMissed = [
      Amount(
        name: "grace_seconds", label: "Missed from how late on", unit: "seconds",
        hint: "A run that starts later than this counts as missed."),
      Amount(
        name: "catch_up_days", label: "Catch up for how long", unit: "days",
        hint: "What was missed longer ago is skipped."),
    ]
    static let ofFailures = [
      Amount(
        name: "attempts", label: "Tries of each step", unit: nil,
        hint: "So often a step is tried, where repeating it does no harm."),
      Amount(
        name: "open_after", label: "Stop after", unit: "failed runs in a row",
        hint: "Then it stops until you resume it."),
    ]
    static let ofSpread = Amount(
      name: "spread", label: "Spread the start", unit: "seconds",
      hint: "Each run starts later, always by the same part of this, so that not everything "
        + "begins in one second. Up to \(Limits.spreadSeconds.upperBound).")
  }

  /// A number's field.
  package struct AmountEntry: TemplateModel {
    let amount: Amount
    let usual: String
    let entry: Entry

    package static var fields: [Field<AmountEntry>] {
      [
        .text("field") { $0.amount.name },
        .text("label") { $0.amount.label },
        .text("unit") { $0.amount.unit },
        .text("hint") { $0.amount.hint },
        .text("usual") { $0.usual },
        .text("value") { $0.entry.value },
        .text("fault") { $0.entry.fault },
      ]
    }
  }
}

extension Policies.Missed {
  /// As an answer to what becomes of a missed run.
  fileprivate var offer: String {
    switch self {
    case .once: "Run the latest one, late"
    case .skip: "Skip them"
    case .all: "Run them all, the latest \(Limits.caughtUp) at most"
    }
  }
}

extension Policies.Overlap {
  /// As an answer to what becomes of a run while the one before goes on.
  fileprivate var offer: String {
    switch self {
    case .skip: "Skip the new run"
    case .queue: "Let one run wait for its end"
    case .allow: "Run both at the same time"
    case .cancel: "Stop the old run, start the new one"
    }
  }
}
