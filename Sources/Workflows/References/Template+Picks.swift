import OrderedJSON

extension Template {
  /// The picks that do not find in these values what they must, though what they pick from is there.
  /// Those that may find nothing, and those that hang on values that are not there, are passed over.
  /// - Parameter picker: has picked from the same values at most, for other templates.
  func faultsOfPicks(in values: ReferenceValues, by picker: Picker) -> [TemplateFault] {
    let renderer = TemplateRenderer(references, over: values, picker: picker, escape: { $0 })
    var check = PickCheck(renderer, references)
    check.visit(whole)
    return check.faults
  }
}

private struct PickCheck {
  private var renderer: TemplateRenderer
  private let references: [Reference]
  private var place: [String] = []
  private(set) var faults: [TemplateFault] = []

  init(_ renderer: TemplateRenderer, _ references: [Reference]) {
    (self.renderer, self.references) = (renderer, references)
  }

  mutating func visit(_ part: TemplatePart) {
    switch part {
    case .literal: break
    case .reference(let number, let pick, let orElse, let isOptional):
      if pick != nil, orElse == nil, !isOptional { check(part, number) }
      if case .elements(let members)? = pick?.way {
        for member in members {
          visit(member.value, at: ["pick", "where", member.pointer.description])
        }
      }
      if let orElse { visit(orElse, at: ["default"]) }
    case .date(_, let from): if let from { visit(from, at: ["$date", "from"]) }
    case .text(let pieces):
      for (index, piece) in pieces.enumerated() { visit(piece, at: ["$text", String(index)]) }
    case .list(let parts):
      for (index, part) in parts.enumerated() { visit(part, at: [String(index)]) }
    case .object(let members):
      for (key, part) in members { visit(part, at: [key.hasPrefix("$") ? "$" + key : key]) }
    }
  }

  private mutating func visit(_ part: TemplatePart, at tokens: [String]) {
    place += tokens
    visit(part)
    place.removeLast(tokens.count)
  }

  private mutating func check(_ part: TemplatePart, _ number: Int) {
    guard faults.count < Limits.faultsTold,
      let message = renderer.fault(of: part)?.inRecording(of: references[number])
    else { return }
    faults.append(TemplateFault(path: JSONPointer(place + ["pick"]), message: message))
  }
}

extension ReferenceFault {
  /// What is said of a pick of a reference that was tried on what was recorded; `nil`: nothing is wrong
  /// with that one.
  fileprivate func inRecording(of reference: Reference) -> String? {
    switch self {
    case .picksNothing(reference, let how): "finds nothing in the recording: there is not \(how)"
    case .picksSeveral(reference, let how, let count):
      "finds \(count) in the recording where one is meant: \(how); \"nth\" says which"
    default: nil
    }
  }
}
