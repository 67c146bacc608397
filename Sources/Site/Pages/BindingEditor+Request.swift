import Automations
import OrderedJSON
import Templating

extension BindingEditor {
  /// The request that is made below a base URL.
  static var requestFields: [Field<BindingEditor>] {
    [
      .flag("asks_request") { $0.needs.request },
      .text("base_url") { $0.baseURL },
      .list("request_manners") {
        Choice.cases(chosen: $0.values.request.manner, words: \.offer)
      },
      .list("methods") { editor in
        RequestValues.methods.map {
          Choice(value: $0, words: $0, isChosen: $0 == editor.values.request.method)
        }
      },
      .text("request_path") { $0.values.request.path },
      .text("request_path_fault") { $0.fault(ofRequest: "path") },
      .flag("focus_request_path") { $0.focus == "request_path" },
      .list("query_rows") {
        $0.rows($0.values.request.query, "query", at: ["request", "query"])
      },
      .list("header_rows") {
        $0.rows($0.values.request.headers, "headers", at: ["request", "headers"])
      },
      .flag("any_headers") { !$0.values.request.headers.isEmpty },
      .list("bodies") { Choice.cases(chosen: $0.values.request.body, words: \.offer) },
      .list("body_rows") {
        $0.rows(
          $0.values.request.members, "body", at: ["request", $0.values.request.body.rawValue])
      },
      .text("request_text") { $0.values.request.text },
      .text("request_text_fault") { $0.fault(ofRequest: "text") },
      .flag("focus_request_text") { $0.focus == "request_text" },
      .text("request_json") { $0.values.request.json },
      .flag("request_json_is_faulty") { $0.faultyTemplates.contains("request_json") },
      .flag("focus_request_json") { $0.focus == "request_json" },
      .text("request_fault") { $0.requestFault },
    ]
  }

  private var baseURL: String? {
    guard case .http(let settings) = scene.connection.settings else { return nil }
    return settings.baseURL?.listed
  }

  private var requestFault: String? {
    let (sections, request) = (sections, values.request)
    return fault { fault in
      fault.bindingField == "request" && !fault.isOfRow(in: sections)
        && !BindingEditor.requestTexts.contains { fault.isOf($0, in: request) }
    }?.detailed
  }

  /// The members of a request that have a field of their own for a text.
  private static let requestTexts = ["path", "text"]

  private func fault(ofRequest member: String) -> String? {
    fault { $0.isOf(member, in: values.request) }?.detailed
  }

  /// The first of these with a fault, by its field; `nil`: none has one.
  var faultyRequestText: String? {
    BindingEditor.requestTexts.first { fault(ofRequest: $0) != nil }.map { "request_\($0)" }
  }
}

extension Fault {
  /// Whether it is about a member of a request whose field is shown.
  fileprivate func isOf(_ member: String, in request: RequestValues) -> Bool {
    request.manner == .rows && path.starts(with: ["request", member])
      && (member != "text" || request.body == .text)
  }
}

extension RequestValues.Manner {
  fileprivate var offer: String {
    switch self {
    case .rows: "Part by part"
    case .json: "By JSON"
    }
  }
}

extension RequestValues.Body {
  fileprivate var offer: String {
    switch self {
    case .none: "None"
    case .all: "JSON: all that the call has"
    case .json: "JSON: an object of these"
    case .form: "A form of these fields"
    case .text: "A text"
    }
  }
}
