import Automations
import OrderedJSON
import Scheduling
import Workflows

/// What the references of a template find, by their sources.
struct FoundValues: Sendable {
  /// Results, by the ids of the steps.
  var results: [String: JSON] = [:]
  /// Lists of results of steps in loops, by the ids of the steps.
  var lists: [String: JSON] = [:]
  /// The element of a loop; `nil`: it stands in none.
  var item: JSON?
  var inputs: [Workflow.Input] = []
  /// `nil`: nothing reads it.
  var run: RunValue?
  var secrets: [String: String] = [:]

  /// What is known of a run.
  struct RunValue: Sendable {
    let facts: RunFacts
    /// The schedule's.
    let zone: TimeZoneRules?
  }
}

/// Why a template cannot be rendered, in a sentence for a person. It tells names and no values.
struct TemplateFailure: Error, Sendable {
  let words: String
}

extension FoundValues {
  /// The value of a template.
  func value(of template: JSON) throws(TemplateFailure) -> JSON {
    let whole: Template
    do throws(TemplateFaults) {
      whole = try Template(template.leadingThroughParams, over: [.params], most: .max)
    } catch {
      let fault = error.faults.first.map { "\($0.path) \($0.message)" } ?? "it cannot be read"
      throw TemplateFailure(words: "The parameters are no template: \(fault).")
    }
    do throws(ReferenceFault) {
      return try whole.rendered(over: json)
    } catch {
      throw TemplateFailure(words: error.description.replacing("params/", with: ""))
    }
  }

  private var json: JSON {
    let ids = Set(results.keys).union(lists.keys)
    var members = [
      JSON.Member(
        "steps",
        .object(
          ids.map { id in
            let result = results[id].map { JSON.Member("result", $0) }
            let list = lists[id].map { JSON.Member("results", $0) }
            return JSON.Member(id, .object([result, list].compactMap(\.self)))
          })),
      JSON.Member("inputs", .object(inputs.map { JSON.Member($0.name, $0.value) })),
      JSON.Member("secrets", .object(secrets.map { JSON.Member($0.key, .string($0.value)) })),
    ]
    if let item { members.append(JSON.Member("item", item)) }
    if let run { members.append(JSON.Member("run", run.json)) }
    return .object(members)
  }
}

extension FoundValues.RunValue {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("scheduled_at", .string(facts.scheduledAt.rfc3339)),
      JSON.Member("number", JSON(facts.number)),
    ]
    if let zone {
      let local = facts.scheduledAt.advanced(bySeconds: Int64(zone.offset(at: facts.scheduledAt)))
      members.append(JSON.Member("date", .string(String(local.rfc3339.prefix(10)))))
    }
    if let previous = facts.previous {
      members.append(JSON.Member("previous", ["scheduled_at": .string(previous.rfc3339)]))
    }
    return .object(members)
  }
}

extension JSON {
  /// The template whose references lead through `params`, where all sources stand side by side.
  fileprivate var leadingThroughParams: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.leadingThroughParams))
    case .object(let members):
      .object(
        members.map { member in
          if member.key == "$ref", let text = member.value.text {
            return Member(member.key, .string("params/" + text))
          }
          return Member(member.key, member.value.leadingThroughParams)
        })
    default: self
    }
  }

  /// What a result holds, which is what references see.
  var heldByResult: JSON { self }
}
