import OrderedJSON

extension ScheduleForm {
  static let policyNames = [
    "missed", "grace_seconds", "catch_up_days", "overlap", "attempts", "open_after",
  ]

  /// `policies` and `spread` as the form says them: what is left empty is left to its default, and
  /// what the form does not have stays as it is deployed.
  func policyMembers(keeping deployed: JSON?) -> [JSON.Member] {
    let typed = ScheduleForm.policyNames.compactMap { name in
      form[name].map { JSON.Member(name, JSON(typed: $0)) }
    }
    let kept = (deployed?["policies"]?.members ?? []).filter { !has($0.key) }
    var members: [JSON.Member] = []
    if !(typed + kept).isEmpty { members.append(JSON.Member("policies", .object(typed + kept))) }
    if let spread = form["spread"] {
      members.append(JSON.Member("spread", JSON(typed: spread)))
    } else if !has("spread"), let spread = deployed?["spread"] {
      members.append(JSON.Member("spread", spread))
    }
    return members
  }

  private func has(_ name: String) -> Bool {
    (ScheduleForm.policyNames + ["spread"]).contains(name) && form.given(name) != nil
  }
}

extension JSON {
  /// A whole number where the text is one, in digits alone; other texts stay, for their reader to
  /// judge.
  init(typed text: String) {
    let text = text.trimmed
    let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    self = (isNumber ? Int(text) : nil).map { JSON($0) } ?? .string(text)
  }
}
