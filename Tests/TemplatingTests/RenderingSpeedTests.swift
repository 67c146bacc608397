import Foundation
import Templating
import TestSupport
import Testing

/// `REPRISE_BENCH=1 swift test -c release --filter RenderingSpeedTests` prints how many times as
/// fast a page of 50 rows is by its template as by joining strings, and how many a second.
@Suite(.serialized) struct RenderingSpeedTests {
  @Test func `a bound template shows what joined strings show`() throws {
    #expect(String(decoding: try templates().render(page), as: UTF8.self) == joined(page))
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["REPRISE_BENCH"] == "1"))
  func `measures a template against joined strings`() throws {
    let templates = try templates()
    let size = try templates.render(page).count
    var ratios: [Double] = []
    var rates: [Double] = []
    for _ in 0..<15 {
      let joining = seconds { Array(joined(page).utf8).count }
      let rendering = try seconds { try templates.render(page).count }
      ratios.append(joining / rendering)
      rates.append(1 / rendering)
    }
    print("\(size) bytes; times as fast as joined strings: \(spread(ratios, digits: 2));")
    print("pages/s on one thread: \(spread(rates, digits: 0))")
  }

  /// How long one page takes, the mean over many.
  private func seconds(_ render: () throws -> Int) rethrows -> Double {
    let pages = 2_000
    let clock = ContinuousClock()
    var bytes = 0
    let time = try clock.measure { for _ in 0..<pages { bytes += try render() } }
    #expect(bytes > 0)
    return time / .seconds(1) / Double(pages)
  }

  private func spread(_ values: [Double], digits: Int) -> String {
    let sorted = values.sorted()
    return ["min", "median", "max"].enumerated().map { index, name in
      let value = sorted[index * (sorted.count - 1) / 2]
      return "\(name) \(value.formatted(.number.precision(.fractionLength(digits))))"
    }.joined(separator: ", ")
  }
}

private struct ListPage: Page {
  static let template = "list"
  let title: String
  let rows: [Row]

  static var fields: [Field<ListPage>] {
    [.text("title") { $0.title }, .list("rows") { $0.rows }]
  }

  struct Row: TemplateModel {
    let id: Int
    let name: String
    let status: String
    let schedule: String
    let next: String
    let countdown: String
    let created: String
    let deployed: String?
    let isPaused: Bool
    let steps: Int

    static var fields: [Field<Row>] {
      [
        .number("id") { $0.id }, .text("name") { $0.name }, .text("status") { $0.status },
        .text("schedule") { $0.schedule }, .text("next") { $0.next },
        .text("countdown") { $0.countdown }, .text("created") { $0.created },
        .text("deployed") { $0.deployed }, .flag("isPaused") { $0.isPaused },
        .number("steps") { $0.steps },
      ]
    }
  }
}

private let page = ListPage(
  title: "Automations",
  rows: (1...50).map { number in
    ListPage.Row(
      id: number, name: "Invoices & receipts \(number)", status: "deployed",
      schedule: "Mon, Wed, Fri at 14:30", next: "2026-03-02T14:30:00Z",
      countdown: "in 3 h 12 min", created: "2026-02-01", deployed: "2026-02-02",
      isPaused: number.isMultiple(of: 5), steps: 7)
  })

private func templates() throws -> Templates {
  let folder = try TemporaryFolder(["list": list, "row": row])
  return try Templates(folder: folder.path, pages: [ListPage.self], reloads: false)
}

private let list = """
  <h1>{{title}}</h1>
  {{#rows}}
  {{> row}}
  {{/rows}}

  """

private let row = """
  <li><a href="/traces/{{id}}">{{name}}</a> <b>{{status}}</b> {{schedule}}
  <time datetime="{{next}}">{{countdown}}</time> {{steps}} steps\
  {{#isPaused}} paused{{/isPaused}}
  {{created}}{{#deployed}}, {{deployed}}{{/deployed}}</li>

  """

private func joined(_ page: ListPage) -> String {
  var html = "<h1>" + escaped(page.title) + "</h1>\n"
  for row in page.rows {
    html += "<li><a href=\"/traces/" + String(row.id) + "\">" + escaped(row.name)
    html += "</a> <b>" + escaped(row.status) + "</b> " + escaped(row.schedule)
    html += "\n<time datetime=\"" + escaped(row.next) + "\">" + escaped(row.countdown)
    html += "</time> " + String(row.steps) + " steps"
    if row.isPaused { html += " paused" }
    html += "\n" + escaped(row.created)
    if let deployed = row.deployed { html += ", " + escaped(deployed) }
    html += "</li>\n"
  }
  return html
}

private func escaped(_ text: String) -> String {
  var escaped = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    default: escaped.unicodeScalars.append(character)
    }
  }
  return escaped
}
