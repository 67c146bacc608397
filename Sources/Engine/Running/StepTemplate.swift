import Automations
import OrderedJSON
import Scheduling
import Workflows

/// Why a template cannot be rendered, in a sentence for a person. It tells names and no values.
struct TemplateFailure: Error, Sendable {
  let words: String
}

/// What is known of a run, as references see it.
struct RunValue: Sendable {
  let facts: RunFacts
  /// The schedule's.
  let zone: TimeZoneRules

  /// `{"scheduled_at", "number", "date", "previous": {"scheduled_at"}}`
  var json: JSON {
    let offset = Int64(zone.offset(at: facts.scheduledAt))
    let local = facts.scheduledAt.advanced(bySeconds: offset)
    var members = [
      JSON.Member("scheduled_at", .string(facts.scheduledAt.rfc3339)),
      JSON.Member("number", JSON(facts.number)),
      JSON.Member("date", .string(String(local.rfc3339.prefix { $0 != "T" }))),
    ]
    if let previous = facts.previous {
      members.append(JSON.Member("previous", ["scheduled_at": .string(previous.rfc3339)]))
    }
    return .object(members)
  }
}

extension ReferenceValues {
  /// - Parameter template: of a step.
  func value(of template: JSON) throws(TemplateFailure) -> JSON {
    let whole: Template
    do throws(TemplateFaults) {
      whole = try Template(template, over: ReferenceSource.ofSteps, most: .max)
    } catch {
      let fault = error.faults.first.map { "\($0.path) \($0.message)" } ?? "it cannot be read"
      throw TemplateFailure(words: "The parameters are no template: \(fault).")
    }
    do throws(ReferenceFault) {
      return try whole.rendered(overAll: self)
    } catch {
      throw TemplateFailure(words: error.description)
    }
  }
}
