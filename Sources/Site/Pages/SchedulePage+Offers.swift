import Automations
import Scheduling

extension SchedulePage {
  /// `nil` where there are none.
  func offers(_ field: String) -> Offers? {
    offers(of: faults.filter { self.field(of: $0) == field })
  }

  /// The place that may be meant by a zone which is named after none.
  var placeOffers: Offers? {
    preview?.place.flatMap { place in
      Offers([place], for: "timezone") { path(taking: $0, as: "timezone") }
    }
  }

  func offers(of faults: [Fault]) -> Offers? {
    guard let first = faults.first(where: { !$0.offers.isEmpty }) else { return nil }
    let field = self.field(of: first)
    return Offers(first.offers, for: field) { path(taking: $0, as: field) }
  }

  private func path(taking text: String, as field: String) -> String {
    var typed = typed
    typed[field] = [text]
    typed["preview"] = ["1"]
    let query = (SchedulePage.names + ScheduleForm.policyNames).flatMap { name in
      (typed[name] ?? []).map { (name: name, value: $0) }
    }
    return "\(Paths.schedule(trace.id))?\(Form.encoded(query))#preview"
  }
}
