import Automations
import OrderedJSON
import Scheduling
package import Templating

extension RunPage {
  static var stepFields: [Field<RunPage>] {
    [
      .list("steps") { page in
        let limit = page.valueLimit
        return page.run.steps.map { Step(record: $0, page: page, valueLimit: limit) }
      },
      .number("first_number") { $0.part.numbers.lowerBound },
      .flag("has_long_numbers") { $0.begun > 99 },
      .model("beacon") { $0.beacon },
      .model("pages") { $0.pages },
    ]
  }

  /// A step that began.
  package struct Step: TemplateModel {
    let record: StepRecord
    let page: RunPage
    /// In characters, of a request and an answer each.
    let valueLimit: Int

    package static var fields: [Field<Step>] {
      [
        .number("number") { $0.record.index },
        .text("tool") { $0.record.tool },
        .text("deed") { $0.deed },
        .text("effect") { $0.record.effect.words },
        .model("badge") { Badge($0.record.outcome, started: $0.record.retryAt == nil) },
        .list("attempts") { $0.attempts },
        .text("retry") { $0.retry },
        .flag("is_cut") { step in
          step.page.part.limit > 1 && step.attempts.contains(where: \.isCut)
        },
      ]
    }

    private var attempts: [Try] {
      record.attempts.map { attempt in
        let isLatest = attempt.number == record.attempts.last?.number
        return Try(
          attempt, startedAt: page.time(attempt.startedAt),
          goesOn: isLatest && record.outcome == nil, limit: valueLimit)
      }
    }

    /// `Attempt 3 follows in 12 s`
    private var retry: String? {
      guard record.outcome == nil, let time = record.retryAt else { return nil }
      let wait = DurationText.wait(from: page.now, until: time)
      return "Attempt \(record.attempts.count + 1) follows \(wait)"
    }

    /// What was done in truth: a record names no connection, but an embedded tool's request says
    /// which one it was.
    private var deed: String {
      Performer(
        adapter: record.adapter, connection: record.attempts.last?.request["tool"]?.text
      ).deed
    }
  }

  /// One attempt of a step.
  package struct Try: TemplateModel {
    let attempt: Attempt
    let startedAt: TimeText?
    let goesOn: Bool
    let request: JSONText
    let response: JSONText?

    /// - Parameters:
    ///   - goesOn: whether its end may come still.
    ///   - limit: of request and answer, in characters.
    init(_ attempt: Attempt, startedAt: TimeText?, goesOn: Bool, limit: Int) {
      self.attempt = attempt
      self.startedAt = startedAt
      self.goesOn = goesOn
      request = JSONText(attempt.request, limit: limit)
      response = attempt.response.map { JSONText($0, limit: limit) }
    }

    var isCut: Bool { request.left > 0 || (response?.left ?? 0) > 0 }

    package static var fields: [Field<Try>] {
      [
        .number("attempt") { $0.attempt.number },
        .model("began") { $0.startedAt },
        .text("took") { $0.took },
        .text("error") { $0.attempt.error },
        .model("request") { $0.request },
        .model("response") { $0.response },
      ]
    }

    /// `took 2.4 s`
    private var took: String {
      if let duration = attempt.durationMilliseconds {
        return "took " + DurationText.words(milliseconds: duration)
      }
      return goesOn ? "goes on" : "nobody saw its end"
    }
  }
}
