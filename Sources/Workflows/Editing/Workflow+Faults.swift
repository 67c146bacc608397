import OrderedJSON

/// What is wrong with a workflow that people made: references that lead nowhere, or to what comes later.
struct WorkflowCheck {
  /// Of a step by its id: where it stands, and in which loop.
  private struct Place {
    let number: Int
    let isOn: Bool
    let loop: String?
  }

  private let workflow: Workflow
  private let places: [String: Place]
  /// By the ids of steps, as far as the log has them.
  private let results: [String: JSON]
  private let inputs: Set<String>

  init(_ workflow: Workflow, results: [String: JSON]) {
    self.workflow = workflow
    self.results = results
    inputs = Set(workflow.inputs.map(\.name))
    let loops = Dictionary(
      workflow.loops.flatMap { loop in loop.steps.map { ($0, loop.id) } },
      uniquingKeysWith: { first, _ in first })
    places = Dictionary(
      workflow.steps.enumerated().map { number, step in
        (step.id, Place(number: number, isOn: step.isOn, loop: loops[step.id]))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Of the steps that are done, each with its step's id and the way into its parameters. Linear.
  var faults: [(step: String, path: [String], message: String)] {
    var faults: [(step: String, path: [String], message: String)] = []
    let picker = Picker()
    for (number, step) in workflow.steps.enumerated()
    where step.isOn && faults.count < Limits.faultsTold {
      do throws(TemplateFaults) {
        let template = try Template(step.params, over: ReferenceSource.ofSteps, most: .max)
        faults += template.faultsOfPicks(in: recorded(for: template), by: picker)
          .map { (step.id, ["params"] + $0.path.tokens, $0.message) }
      } catch {
        faults += error.faults.map { (step.id, ["params"] + $0.path.tokens, $0.message) }
        continue
      }
      step.params.forEachPlacedReference { text, path in
        guard let message = fault(text, at: number, in: places[step.id]?.loop) else { return }
        faults.append((step.id, ["params"] + path, message))
      }
    }
    for loop in workflow.loops {
      let numbers = loop.steps.compactMap { places[$0]?.number }
      guard let first = numbers.first, numbers.count == loop.steps.count,
        zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 })
      else {
        faults.append(
          (
            loop.steps.first ?? "", [],
            "stands in the loop \(loop.id), whose steps must stay in a row"
          ))
        continue
      }
      loop.over.forEachPlacedReference { text, _ in
        guard let message = fault(text, at: first, in: nil) else { return }
        faults.append(
          (loop.steps.first ?? "", [], "stands in the loop \(loop.id), whose list \(message)"))
      }
    }
    return Array(faults.prefix(Limits.faultsTold))
  }

  /// What of the recording stands for itself in the references of a template.
  private func recorded(for template: Template) -> ReferenceValues {
    let ids = Set(
      template.references.compactMap { $0.source == .steps ? $0.pointer.tokens.first : nil })
    var values = ReferenceValues()
    values.steps = .object(
      ids.compactMap { id in
        guard places[id]?.loop == nil, let result = results[id] else { return nil }
        return JSON.Member(id, ["result": result])
      })
    values.inputs = .object(workflow.inputs.map { JSON.Member($0.name, $0.value) })
    return values
  }

  /// - Parameters:
  ///   - number: of the step that refers.
  ///   - loop: that it stands in.
  /// - Returns: what would be right; `nil`: it is.
  private func fault(_ reference: String, at number: Int, in loop: String?) -> String? {
    guard let tokens = try? JSONPointer(relative: reference).tokens,
      let source = tokens.first.flatMap(ReferenceSource.init(rawValue:))
    else { return nil }
    switch source {
    case .steps: return faultOfResult(Array(tokens.dropFirst()), at: number, in: loop)
    case .item:
      return loop == nil ? "refers to an element, though its step stands in no loop" : nil
    case .inputs:
      return tokens.dropFirst().first.map(inputs.contains) == true
        ? nil : "must name one of the workflow's inputs"
    case .run:
      let names: Set = ["scheduled_at", "date", "number", "previous"]
      return tokens.count > 1 && names.contains(tokens[1])
        ? nil : "must go on with scheduled_at, date, number or previous/scheduled_at"
    case .secrets, .params: return nil
    }
  }

  private func faultOfResult(_ tokens: [String], at number: Int, in loop: String?) -> String? {
    guard let id = tokens.first, let place = places[id] else {
      return "must name a step: steps/ and its id, as in steps/s1/result"
    }
    guard place.number < number else { return "refers to \(id), which comes no earlier" }
    guard place.isOn else { return "refers to \(id), which is switched off" }
    let isInside = place.loop == nil || place.loop == loop
    let wanted = isInside ? "result" : "results"
    guard tokens.count > 1, tokens[1] == wanted else {
      return "must go on with \(wanted), as in steps/\(id)/\(wanted)"
    }
    guard place.loop == nil, let result = results[id] else { return nil }
    let pointer = JSONPointer(Array(tokens.dropFirst(2)))
    guard pointer.value(in: result) == nil else { return nil }
    let known = pointer.known(in: result).pointer.description
    return "leads to nothing in the recorded result of \(id), which goes as far as \"\(known)\""
  }
}

extension JSON {
  /// What each reference in a template says, and the way to it.
  fileprivate func forEachPlacedReference(_ body: (String, [String]) -> Void) {
    var way: [String] = []
    visitReferences(&way, body)
  }

  private func visitReferences(_ way: inout [String], _ body: (String, [String]) -> Void) {
    switch self {
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        way.append(String(index))
        element.visitReferences(&way, body)
        way.removeLast()
      }
    case .object(let members):
      for member in members {
        way.append(member.key)
        if member.key == "$ref", let text = member.value.text {
          body(text, way)
        } else {
          member.value.visitReferences(&way, body)
        }
        way.removeLast()
      }
    default: break
    }
  }
}
