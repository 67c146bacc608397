import Automations
import OrderedJSON
package import Templating

extension BindingEditor {
  /// A row of the form: a parameter over there, and what it gets.
  package struct Row: TemplateModel {
    /// The part of the form, as its fields' names begin.
    let part: String
    /// Counted from 1.
    let number: Int
    let row: MappingRow
    let sources: [Choice]
    let fault: String?
    /// Whether the tool cannot do without.
    let isRequired: Bool
    /// Whether the page opens with the cursor in it.
    let isFirst: Bool

    package static var fields: [Field<Row>] {
      [
        .text("part") { $0.part },
        .number("number") { $0.number },
        .text("name") { $0.row.name },
        .list("sources") { $0.sources },
        .text("text") { $0.row.text },
        .text("fault") { $0.fault },
        .flag("required") { $0.isRequired },
        .flag("first") { $0.isFirst },
      ]
    }
  }

  /// The rows of a part of the form.
  struct Section {
    /// As its fields' names begin.
    let part: String
    let rows: [MappingRow]
    /// In the API.
    let place: [String]
  }

  /// Those that are shown, in their order: rows that are not chosen are hidden, and what is wrong in
  /// them with them.
  var sections: [Section] {
    let (request, params) = (values.request, values.params)
    var sections: [Section] = []
    if request.manner == .rows {
      sections = [
        Section(part: "query", rows: request.query, place: ["request", "query"]),
        Section(part: "headers", rows: request.headers, place: ["request", "headers"]),
        Section(part: "body", rows: request.members, place: ["request", request.body.rawValue]),
      ]
    }
    if params.manner == .rows {
      sections.append(Section(part: "params", rows: params.rows, place: ["params"]))
    }
    return sections
  }

  /// - Parameters:
  ///   - part: as the fields' names begin.
  ///   - place: of the rows in the API.
  func rows(_ rows: [MappingRow], _ part: String, at place: [String]) -> [Row] {
    let needed = Set(
      (part == "params" ? offer?.parameters ?? [] : []).filter(\.isRequired)
        .map { Spelling($0.name) })
    let empty = Array(repeating: MappingRow("", .nothing), count: Limits.emptyRows)
    let focus = focus
    let faults = sections.contains { $0.part == part } ? faults : []
    return (rows + empty).prefix(Limits.mappingRows).enumerated().map { index, row in
      Row(
        part: part, number: index + 1, row: row, sources: sources(of: row),
        fault: faults.filter { $0.isOf(row, at: place) }.sentence?.detailed,
        isRequired: needed.contains(Spelling(row.name)),
        isFirst: focus == BindingEditor.field(part, index))
    }
  }

  /// The first row with a fault, by its field; `nil`: none has one.
  var faultyRow: String? {
    for section in sections {
      let index = section.rows.firstIndex { row in
        faults.contains { $0.isOf(row, at: section.place) }
      }
      if let index { return BindingEditor.field(section.part, index) }
    }
    return nil
  }

  /// The templates with faults that somebody wrote, by their fields.
  var faultyTemplates: [String] {
    let fields = faults.map(\.bindingField)
    var faulty: [String] = []
    if values.request.manner == .json, fields.contains("request") { faulty.append("request_json") }
    if values.params.manner == .json, fields.contains("params") { faulty.append("params_json") }
    return faulty
  }

  private static func field(_ part: String, _ index: Int) -> String { "\(part)-\(index + 1)-name" }

  /// What a row may get: what the calls have, and what is typed.
  private func sources(of row: MappingRow) -> [Choice] {
    var offered = [choice(.nothing, "Nothing: it is left out", in: row)]
    offered += call.all.map { parameter in
      choice(
        .call(parameter.pointer, isOptional: !parameter.isEverywhere),
        BindingEditor.words(for: parameter), in: row)
    }
    offered += [
      choice(.text, "A text of mine", in: row),
      choice(.parts, "A text with {parts} of the call", in: row),
      choice(.json, "A number, true, false or other JSON", in: row),
    ]
    // What somebody said by API, or of a call that is no more.
    if !offered.contains(where: \.isChosen), case .call(let pointer, let isOptional) = row.source {
      let words = pointer.isEmpty ? "All that the call has" : pointer.listed
      offered.insert(
        choice(row.source, isOptional ? "\(words) (where a call has it)" : words, in: row), at: 1)
    }
    return offered
  }

  private func choice(
    _ source: MappingRow.Source, _ words: String, in row: MappingRow
  ) -> Choice {
    Choice(value: source.value, words: words, isChosen: source == row.source)
  }

  /// `recipient: ann@example.com`
  private static func words(for parameter: CallParameters.Parameter) -> String {
    let name = parameter.name.inOneLine(Limits.defaultNamePartCharacters)
    let example = parameter.example.text ?? parameter.example.pretty(most: 200).text
    let value = example.inOneLine(Limits.defaultNamePartCharacters)
    let words = value.isEmpty ? name : "\(name): \(value)"
    return parameter.isEverywhere ? words : "\(words) (where a call has it)"
  }
}

extension Fault {
  /// Whether it is about the row of a form.
  fileprivate func isOf(_ row: MappingRow, at place: [String]) -> Bool {
    guard !row.isEmpty, path.count > place.count, path.starts(with: place) else { return false }
    // A template writes a name that begins with `$` with one more.
    return path[place.count] == row.name || path[place.count] == "$" + row.name
  }

  /// Whether it is about some row of a form.
  func isOfRow(in sections: [BindingEditor.Section]) -> Bool {
    sections.contains { section in section.rows.contains { isOf($0, at: section.place) } }
  }
}
