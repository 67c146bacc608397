import OrderedJSON
import Scheduling
package import Templating

/// Answers a form that was sent again after its page had been shown: it was not done twice, and can
/// be.
package struct AlreadyDonePage: Page {
  package static let template = "already-done"

  let layout: Layout
  let path: String
  let hidden: [HiddenField]?
  let place: String?
  let at: Instant
  let now: Instant

  /// - Parameters:
  ///   - path: where the form is sent.
  ///   - form: as it was sent.
  ///   - place: where it led; `nil`: nowhere.
  ///   - at: when it was carried out.
  init(layout: Layout, path: String, form: Form, place: String?, at: Instant, now: Instant) {
    self.layout = layout
    self.path = path
    hidden = form.carried.map { fields in
      fields.map { HiddenField(name: $0.name, value: $0.value) }
    }
    self.place = place?.split(separator: "?", maxSplits: 1).first.map(String.init)
    self.at = at
    self.now = now
  }

  package static var fields: [Field<AlreadyDonePage>] {
    [
      .model("layout") { $0.layout },
      .text("path") { $0.path },
      .flag("can_be_done") { $0.hidden != nil },
      .list("hidden") { $0.hidden ?? [] },
      .text("place") { $0.place },
      .text("ago") { DurationText.ago(from: $0.at, to: $0.now) },
      .number("wait") { page in
        let left = Limits.onePress - page.now.milliseconds(since: page.at)
        return Int((left + 999) / 1000)
      },
    ]
  }
}

/// A field that a page carries along.
package struct HiddenField: TemplateModel {
  let name: String
  let value: String

  package static var fields: [Field<HiddenField>] {
    [.text("name") { $0.name }, .text("value") { $0.value }]
  }
}
