import Automations
import OrderedJSON
import Scheduling

/// The form that makes an API token: a name, what it may do, and after how many days it expires.
struct TokenForm {
  let form: Form

  /// What stands in the fields at first: of what a token may be, the most careful.
  static let usual = ["access": APIToken.Access.read.rawValue, "days": "90"]

  var name: String { (form["name"] ?? "").trimmed }

  var typed: [String: String] {
    ["name": form["name"], "access": form["access"], "days": form["days"]]
      .compactMapValues(\.self)
  }

  /// What the token may do, and when it expires.
  /// - Throws: `Refusal.invalid` with every fault of the form.
  func limits(from now: Instant) throws(Refusal) -> (APIToken.Access, expiry: Instant?) {
    var faults = Fault.ofIdentifier(name, "name")
    let access = form["access"].flatMap(APIToken.Access.init(rawValue:))
    if access == nil { faults.append(Fault(["access"], "must be read or write")) }
    let text = form["days"]?.trimmed ?? ""
    let days = Int(text).flatMap { (1...Limits.tokenDays).contains($0) ? $0 : nil }
    if days == nil, !text.isEmpty {
      faults.append(
        Fault(["days"], "must be a whole number from 1 to \(Limits.tokenDays), or empty"))
    }
    guard let access, faults.isEmpty else { throw .invalid(faults) }
    return (access, days.map { now.advanced(bySeconds: Int64($0) * 86_400) })
  }
}
