import Scheduling
package import Templating

/// What a field may have been meant to say, each to be taken by pressing it.
package struct Offers: TemplateModel {
  let field: String
  let offers: [Offer]

  /// - Parameter path: leads to the form as it was sent, but for what the field says then. `nil`: there
  ///   is nothing to offer.
  init?(_ texts: [String], for field: String, path: (String) -> String) {
    guard !texts.isEmpty else { return nil }
    self.field = field
    offers = texts.map { Offer(text: $0, path: path($0)) }
  }

  package static var fields: [Field<Offers>] {
    [.text("field") { $0.field }, .list("offers") { $0.offers }]
  }

  /// One of them.
  package struct Offer: TemplateModel {
    let text: String
    let path: String

    /// `UTC+2` of `Etc/GMT-2`, whose sign is not what one thinks; nil where the text says what it is.
    private var meaning: String? { TimeZoneDatabase.offset(ofFixed: text) }

    package static var fields: [Field<Offer>] {
      [.text("text") { $0.text }, .text("path") { $0.path }, .text("meaning") { $0.meaning }]
    }
  }
}
