import OrderedJSON
import Site
import Templating

/// What nginx answers itself, in both dresses: `nginx/answers.conf.mustache`.
struct NginxAnswer: TemplateModel {
  /// Of HTTP; the status that is sent may be another of its kind.
  let status: Int
  let title: String
  /// What a person may do, in a sentence or two.
  let advice: String
  /// The `detail` for a program.
  let detail: String
  /// Where a person goes on.
  var place = Paths.traces()
  var placeName = "To the traces"

  static var fields: [Field<NginxAnswer>] {
    [
      .number("status") { $0.status },
      .text("title") { $0.title },
      .text("advice") { $0.advice },
      .html("detail") { HTML(trusted: $0.detail) },
      .text("place") { $0.place },
      .text("place_name") { $0.placeName },
    ]
  }

  /// - Parameter settings: where the site is, and how much may come at once.
  static func all(_ settings: Settings) -> [NginxAnswer] {
    let origin = settings.origin
    let atOnce = mostAtOnce(settings)
    let line = Limits.requestHead.lineBytes >> 10
    let head = "\(line) KiB each, \(Limits.requestHead.lines * line) KiB in all"
    return [
      NginxAnswer(
        status: 400, title: "Not understood",
        advice: "The request could not be understood. Go back and try again.",
        detail: "The request could not be understood"),
      NginxAnswer(
        status: 404, title: "Not found", advice: "There is nothing at this address.",
        detail: "Not Found"),
      NginxAnswer(
        status: 405, title: "Not possible here",
        advice:
          "This address does not take that method. Go back and use the buttons of the page.",
        detail: "This address does not take that method"),
      NginxAnswer(
        status: 413, title: "Too large",
        advice: "What was sent is over the limit of \(Limits.bodyBytes >> 20) MiB.",
        detail: "The body is over the limit of \(Limits.bodyBytes >> 20) MiB"),
      NginxAnswer(
        status: 414, title: "Too long",
        advice: "The address has over \(line) KiB. Go back and shorten what was typed.",
        detail: "The address is over the limit of \(line) KiB"),
      NginxAnswer(
        status: 431, title: "Too long",
        advice:
          "The headers of the request are over the limit of \(head). The browser may keep too many "
          + "cookies of this site: remove them, and sign in again.",
        detail: "The header fields are over the limit of \(head)"),
      NginxAnswer(
        status: 421, title: "Not the address of this site",
        advice: "The site is at another address; the link leads there.",
        detail: "Nothing is served under this host; \(origin.text) would be right",
        place: origin.text + Paths.traces(), placeName: origin.text),
      NginxAnswer(
        status: 429, title: "Too many requests",
        advice: "Too much came from you at once: \(atOnce). Wait a moment and try again.",
        detail:
          "Too much came from this address, session or token at once: \(atOnce); try again in a "
          + "moment"),
      NginxAnswer(
        status: 503, title: "One moment",
        advice: "The program does not answer right now. Try again in a moment.",
        detail: "The program does not answer; try again in a moment"),
    ]
  }

  /// What nginx lets through, as far as it is bounded.
  private static func mostAtOnce(_ settings: Settings) -> String {
    var bounds = [
      "a session or token has \(RequestThreads(atOnce: settings.threads).asked) requests at a time"
    ]
    if settings.connectionsPerAddress > 0 {
      bounds.append("an address \(settings.connectionsPerAddress) connections")
    }
    if settings.apiRate > 0 { bounds.append("\(settings.apiRate) calls a second") }
    if settings.signInRate > 0 { bounds.append("\(settings.signInRate) sign-ins a minute") }
    return bounds.joined(separator: ", ")
  }
}
