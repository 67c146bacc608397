import Automations
package import Templating

extension SchedulePage {
  /// What a field may have been meant to say, each to be taken by pressing it.
  package struct Offers: TemplateModel {
    let field: String
    let offers: [Offer]

    package static var fields: [Field<Offers>] {
      [.text("field") { $0.field }, .list("offers") { $0.offers }]
    }
  }

  /// One of them: a link to the form as it was sent, but for that field.
  package struct Offer: TemplateModel {
    let text: String
    let path: String

    package static var fields: [Field<Offer>] {
      [.text("text") { $0.text }, .text("path") { $0.path }]
    }
  }

  /// `nil` where there are none.
  func offers(_ field: String) -> Offers? {
    offers(of: faults.filter { self.field(of: $0) == field })
  }

  func offers(of faults: [Fault]) -> Offers? {
    guard let first = faults.first(where: { !$0.offers.isEmpty }) else { return nil }
    let field = self.field(of: first)
    return Offers(
      field: field, offers: first.offers.map { Offer(text: $0, path: path(taking: $0, as: field)) })
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
