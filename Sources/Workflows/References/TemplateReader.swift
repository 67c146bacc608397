import OrderedJSON
import Scheduling

/// Reads a template and gathers every fault on the way.
struct TemplateReader {
  /// What its references may lead into.
  let sources: Set<ReferenceSource>
  /// References that it may have.
  let most: Int
  private(set) var references: [Reference] = []
  private var referenceCount = 0
  private var faults: [TemplateFault] = []
  private var place: [String] = []

  init(over sources: Set<ReferenceSource>, most: Int) {
    (self.sources, self.most) = (sources, most)
  }

  mutating func template(_ json: JSON) throws(TemplateFaults) -> TemplatePart {
    let part = part(json, canBeLeftOut: false)
    if referenceCount > most {
      fault("must have at most \(most) references; there are \(referenceCount)")
    }
    guard faults.isEmpty else { throw TemplateFaults(faults: faults) }
    return part
  }

  /// - Parameter canBeLeftOut: whether it is a member or an element.
  mutating func part(_ json: JSON, canBeLeftOut: Bool) -> TemplatePart {
    switch json {
    case .array(let elements):
      return TemplatePart(list: parts(elements, canBeLeftOut: true))
    case .object(let members):
      if json["$ref"] != nil { return reference(members, canBeLeftOut: canBeLeftOut) }
      if json["$text"] != nil { return text(members) }
      if json["$date"] != nil, isOfWorkflow { return date(members) }
      return object(members)
    default: return .literal(json)
    }
  }

  private mutating func parts(_ elements: [JSON], canBeLeftOut: Bool) -> [TemplatePart] {
    elements.enumerated().map { index, element in
      within(String(index)) { $0.part(element, canBeLeftOut: canBeLeftOut) }
    }
  }

  private mutating func object(_ members: [JSON.Member]) -> TemplatePart {
    TemplatePart(
      object: members.map { member in
        if member.key.isReferenceKey {
          fault(
            "is not known here: \(forms) are, and a key of one's own that begins with \"$\" is "
              + "written with one more", at: member.key)
        }
        let part = within(member.key) { $0.part(member.value, canBeLeftOut: true) }
        return (member.key.unescapedKey, part)
      })
  }

  /// Whether a step's parameters are read and no binding's, which have no dates and pick nothing.
  private var isOfWorkflow: Bool { !sources.contains(.params) }

  private var forms: String {
    (isOfWorkflow ? ["$ref", "$text", "$date"] : ["$ref", "$text"]).map(\.quoted).listed(by: "and")
  }

  private mutating func reference(
    _ members: [JSON.Member], canBeLeftOut: Bool
  ) -> TemplatePart {
    let (json, number) = (JSON.object(members), references.count)
    let allowed = isOfWorkflow ? ["pick"] : []
    refuse(members, but: ["$ref"] + allowed + ["default", "optional"], in: "a reference")
    if let reference = within("$ref", { $0.reference(json["$ref"] ?? .null) }) {
      references.append(reference)
    }
    let pick =
      allowed.isEmpty ? nil : json["pick"].flatMap { pick in within("pick") { $0.pick(pick) } }
    let isOptional = json["optional"]?.boolean
    if json["optional"] != nil, isOptional == nil {
      fault("must be true or false", at: "optional")
    }
    if let orElse = json["default"] {
      let part = within("default") { $0.part(orElse, canBeLeftOut: canBeLeftOut) }
      return .reference(number, pick: pick, orElse: part, isOptional: false)
    }
    if isOptional == true, !canBeLeftOut {
      fault(
        "leaves out a member or an element, and this is neither: a \"default\" would be right",
        at: "optional")
    }
    return .reference(number, pick: pick, orElse: nil, isOptional: isOptional ?? false)
  }

  private mutating func reference(_ json: JSON) -> Reference? {
    referenceCount += 1
    guard referenceCount <= most else { return nil }
    guard let text = json.text else {
      let example = isOfWorkflow ? "steps/s1/result/id" : "params/recipient"
      fault("must be a text, as \(example.quoted); it is \(json.kind)")
      return nil
    }
    do throws(JSONPointerFault) {
      var tokens = try JSONPointer(relative: text).tokens[...]
      let source = ReferenceSource(takenFrom: &tokens, among: sources)
      if let source, source.allows(tokens) {
        return Reference(source: source, pointer: JSONPointer(Array(tokens)), text: text)
      }
      let beginnings = sources.map(\.beginning).sorted().joined(separator: ", or ")
      fault(source.map { "must be \($0.beginning)" } ?? "must begin with a source: \(beginnings)")
    } catch {
      fault(error.description)
    }
    return nil
  }

  private mutating func text(_ members: [JSON.Member]) -> TemplatePart {
    refuse(members, but: ["$text"], in: "a composed text")
    guard let pieces = JSON.object(members)["$text"]?.elements, !pieces.isEmpty else {
      fault("must be a list of texts and references, one at least", at: "$text")
      return .text([])
    }
    return .text(within("$text") { $0.parts(pieces, canBeLeftOut: false) })
  }

  private mutating func date(_ members: [JSON.Member]) -> TemplatePart {
    refuse(members, but: ["$date"], in: "a date")
    let json = JSON.object(members)["$date"] ?? .null
    return within("$date") { reader in
      guard json.members != nil else {
        reader.fault("must be an object, as {\"from\": \"run\", \"format\": \"yyyy-MM-dd\"}")
        return .literal(.null)
      }
      var faults: [(String, String)] = []
      let rule = DateRule(json) { faults.append(($0, $1)) }
      for (member, message) in faults { reader.fault(message, at: member) }
      var from: TemplatePart?
      switch json["from"] {
      case nil, .string("run")?: break
      case .object?:
        from = reader.within("from") { $0.part(json["from"] ?? .null, canBeLeftOut: false) }
      default:
        reader.fault("must be \"run\", or a reference to a text that tells a time", at: "from")
      }
      return rule.map { .date($0, from: from) } ?? .literal(.null)
    }
  }

  private mutating func refuse(
    _ members: [JSON.Member], but allowed: [String], in what: String
  ) {
    let others = allowed.dropFirst().map { "\"\($0)\"" }
    let rule =
      others.isEmpty
      ? "nothing else is allowed" : "\(others.listed(by: "and")) are allowed"
    for member in members where !allowed.contains(member.key) {
      fault("does not belong to \(what): beside \"\(allowed[0])\" \(rule)", at: member.key)
    }
  }

  mutating func within<Result>(
    _ token: String, _ read: (inout TemplateReader) -> Result
  ) -> Result {
    place.append(token)
    defer { place.removeLast() }
    return read(&self)
  }

  mutating func fault(_ message: String, at token: String? = nil) {
    guard faults.count < Limits.faultsTold else { return }
    let path = JSONPointer(place + (token.map { [$0] } ?? []))
    faults.append(TemplateFault(path: path, message: message))
  }
}
