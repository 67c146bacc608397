import Automations
import OrderedJSON
import Workflows

/// A row of a form: a parameter over there, and what it gets.
struct MappingRow: Hashable {
  /// As it is called over there; empty: nobody has said.
  var name: String
  var source: Source
  /// What was typed, where the source asks for something.
  var text: String

  init(_ name: String, _ source: Source, text: String = "") {
    (self.name, self.source, self.text) = (name, source, text)
  }

  /// Where its value comes from.
  enum Source: Hashable {
    /// It is left out.
    case nothing
    /// What the call has there.
    /// - Parameters:
    ///   - pointer: behind `params/`; empty: all of the parameters.
    ///   - isOptional: whether it is left out where the call has nothing there.
    case call(_ pointer: String, isOptional: Bool)
    /// What was typed, as it is.
    case text
    /// The same with what the call has in the places of `{names}`.
    case parts
    /// What was typed, read as JSON, in which references may stand.
    case json
  }

  var isEmpty: Bool { name.isEmpty && source == .nothing && text.isEmpty }
}

extension MappingRow.Source {
  /// - Parameter value: as the form's field has it.
  init?(value: String) {
    switch value {
    case "": self = .nothing
    case "text": self = .text
    case "parts": self = .parts
    case "json": self = .json
    default:
      let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "call" || parts[0] == "call?" else { return nil }
      // Line breaks would come back as others.
      let pointer = Form.decode(parts[1].utf8, plus: UInt8(ascii: "+"))
      self = .call(String(decoding: pointer, as: UTF8.self), isOptional: parts[0] == "call?")
    }
  }

  var value: String {
    switch self {
    case .nothing: ""
    case .text: "text"
    case .parts: "parts"
    case .json: "json"
    case .call(let pointer, let isOptional):
      (isOptional ? "call?/" : "call/") + Form.encode(pointer)
    }
  }

  /// Whether something is to be typed.
  var isTyped: Bool {
    switch self {
    case .text, .parts, .json: true
    case .nothing, .call: false
    }
  }
}

extension MappingRow {
  /// What stands in the template; `nil`: it is left out.
  /// - Parameter call: whose parameters `{names}` may mean.
  /// - Throws: `JSONFault` where what is to be JSON is none.
  func template(_ call: CallParameters) throws(JSONFault) -> JSON? {
    switch source {
    case .nothing: nil
    case .text: .string(text)
    case .parts: TextParts(typed: text, call).template
    case .json: try JSON(parsing: text)
    case .call(let pointer, let isOptional):
      TextParts.reference(pointer, besides: isOptional ? [.init("optional", true)] : [])
    }
  }

  /// The row that says a member of a template.
  init(_ member: JSON.Member, _ call: CallParameters) {
    let key = member.key.hasPrefix("$$") ? String(member.key.dropFirst()) : member.key
    self.init(key, .json, text: member.value.serialized)
    if let text = member.value.text, !text.hasCarriageReturn {
      (source, self.text) = (.text, text)
    } else if let parts = TextParts(template: member.value, call) {
      (source, text) = (.parts, parts.typed)
    } else if let pointer = TextParts.pointer(of: member.value) {
      let others = (member.value.members ?? []).filter { $0.key != "$ref" }
      guard others.isEmpty || others == [.init("optional", true)] else { return }
      (source, text) = (.call(pointer, isOptional: !others.isEmpty), "")
    }
  }
}

extension [MappingRow] {
  /// The object of a template that they say.
  /// - Parameters:
  ///   - place: for faults.
  ///   - faults: what is wrong, each at its name below the place.
  func template(_ call: CallParameters, at place: [String], _ faults: inout [Fault]) -> JSON {
    var seen: Set<Spelling> = []
    var members: [JSON.Member] = []
    for row in self where !row.isEmpty {
      let path = place + [row.name]
      guard !row.name.isEmpty else {
        if row.source != .nothing {
          faults.append(Fault(path, "a name is needed for what is sent here"))
        }
        continue
      }
      if row.source == .parts, let fault = TextParts(typed: row.text, call).fault(call) {
        faults.append(Fault(path, fault))
      }
      do throws(JSONFault) {
        guard let value = try row.template(call) else { continue }
        if !seen.insert(Spelling(row.name)).inserted {
          faults.append(Fault(path, "is there twice"))
        }
        members.append(JSON.Member(row.name.hasPrefix("$") ? "$" + row.name : row.name, value))
      } catch {
        faults.append(Fault(path, "is no JSON: \(error.message); a text needs quotation marks"))
      }
    }
    return .object(members)
  }

  /// Those that say a template; `nil`: rows cannot.
  init?(_ template: JSON, _ call: CallParameters) {
    guard let members = template.members, template["$ref"] == nil, template["$text"] == nil,
      members.count <= Limits.mappingRows,
      // A name is read without white space around it.
      !members.contains(where: {
        $0.key.contains(where: \.isNewline) || $0.key.isEmpty
          || $0.key.trimmedOfWhiteSpace != $0.key
      })
    else { return nil }
    self = members.map { MappingRow($0, call) }
  }
}

extension Form {
  /// The rows of a part of the form: `params-1-name`, `params-1-from`, `params-1-text`.
  func rows(_ part: String) -> [MappingRow] {
    // Each is looked up once in all fields, of which there are few.
    var values: [String: String] = [:]
    for field in fields where field.name.hasPrefix(part + "-") {
      values[field.name] = values[field.name] ?? field.value
    }
    guard !values.isEmpty else { return [] }
    return (1...Limits.mappingRows).compactMap { number in
      func value(_ name: String) -> String { values["\(part)-\(number)-\(name)"] ?? "" }
      let row = MappingRow(
        value("name").trimmedOfWhiteSpace, MappingRow.Source(value: value("from")) ?? .nothing,
        text: value("text").replacing("\r\n", with: "\n"))
      return row.isEmpty ? nil : row
    }
  }
}
