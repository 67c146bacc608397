import OrderedJSON
package import Templating

/// An error in the dress of the site: what happened, and what to do next.
package struct ErrorPage: Page {
  package static let template = "error"

  let layout: Layout
  let status: Int
  let detail: String

  /// - Parameters:
  ///   - status: the HTTP status.
  ///   - detail: what happened, in a sentence; of a 500 with the id that the log has.
  package init(layout: Layout, status: Int, detail: String) {
    self.layout = layout
    self.status = status
    self.detail = detail
  }

  package static var fields: [Field<ErrorPage>] {
    [
      .model("layout") { $0.layout },
      .number("status") { $0.status },
      .text("title") { $0.title },
      .text("detail") { $0.detail.shown },
      .text("advice") { $0.advice },
    ]
  }

  /// The status in a person's words.
  package static func title(of status: Int) -> String {
    switch status {
    case 400: "Not understood"
    case 403: "Not allowed"
    case 404: "Nothing here"
    case 405: "Not possible here"
    case 409: "Not in this state"
    case 413: "Too large"
    case 415: "Not this kind of content"
    case 422: "Something is not right yet"
    case 429: "Too many requests"
    case 503: "One moment"
    case 507: "The disk is full"
    default: status < 500 ? "That did not work" : "Something went wrong here"
    }
  }

  private var title: String { ErrorPage.title(of: status) }

  private var advice: String {
    switch status {
    case 403: "Go back, reload the page and try again; or sign in with another account."
    case 404: "The address may be mistyped, or what it named was deleted. Start from the traces."
    case 405: "Go back and use the page's own buttons."
    case 409: "Go back, reload the page, and see how things stand now."
    case 413: "Send less at once."
    case 429, 503:
      "Wait a moment, then go back and try again. What you typed may be in the form still; that is your browser’s doing."
    case 507: "Make room on the disk of the data folder, then try again."
    case 500...: "Try again. If it happens again, the operator finds the cause in the log."
    default: "Go back and change what the sentence above names."
    }
  }
}
