import Templating
import TestSupport

/// Alice's automations as a page shows them.
struct TracePage: Page {
  static let template = "traces/list"

  var title = "Automations"
  var notice: String?
  var isPaused = false
  var total = 0
  var owner: Person?
  var rows: [Row] = []
  var script = HTML(trusted: "")

  static var fields: [Field<TracePage>] {
    [
      .text("title") { $0.title },
      .text("notice") { $0.notice },
      .flag("isPaused") { $0.isPaused },
      .number("total") { $0.total },
      .model("owner") { $0.owner },
      .list("rows") { $0.rows },
      .html("script") { $0.script },
    ]
  }

  struct Row: TemplateModel {
    var name: String
    var tools: [String] = []

    static var fields: [Field<Row>] {
      [.text("name") { $0.name }, .texts("tools") { $0.tools }]
    }
  }
}

struct Person: TemplateModel {
  var name: String
  var manager: Manager?

  static var fields: [Field<Person>] {
    [.text("name") { $0.name }, .model("manager") { $0.manager }]
  }

  struct Manager: TemplateModel {
    var name: String
    static var fields: [Field<Manager>] { [.text("name") { $0.name }] }
  }
}

/// A page whose data are a tree.
struct StepPage: Page {
  static let template = "steps/tree"

  var label: String
  var steps: [StepPage] = []
  var repeats = false

  static var fields: [Field<StepPage>] {
    [
      .text("label") { $0.label }, .list("steps") { $0.steps },
      .flag("repeats") { $0.repeats },
    ]
  }

  /// Steps inside one another, so many that the innermost stands at the depth.
  static func chain(depth: Int) -> StepPage {
    (0..<depth).reduce(StepPage(label: "end")) { inner, _ in
      StepPage(label: "step", steps: [inner])
    }
  }
}

/// What the page shows with the template, and other templates by their names.
func render<P: Page>(_ page: P, _ template: String, _ others: [String: String] = [:]) throws
  -> String
{
  let folder = try TemporaryFolder(others.merging([P.template: template]) { $1 })
  let templates = try Templates(folder: folder.path, pages: [P.self], reloads: false)
  return String(decoding: try templates.render(page), as: UTF8.self)
}

/// The faults of the templates, as they are printed.
func faults(_ templates: [String: String], pages: [any Page.Type] = [TracePage.self]) throws
  -> [String]
{
  let folder = try TemporaryFolder(templates)
  do {
    _ = try Templates(folder: folder.path, pages: pages, reloads: false)
    return []
  } catch {
    return error.faults.map(\.description)
  }
}
