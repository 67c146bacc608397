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
    /// In bytes, of a request and an answer each.
    let valueLimit: Int

    package static var fields: [Field<Step>] {
      [
        .number("number") { $0.record.index },
        .text("alone_path") { $0.alonePath },
        .text("tool") { $0.record.tool.listed },
        .text("deed") { $0.deed },
        .text("effect") { $0.record.effect.words },
        .model("badge") { $0.badge },
        .texts("notices") { $0.record.notices.map(\.detailed) },
        .list("attempts") { $0.tries(of: $0.record.attempts, $0.record.outcome) },
        .text("elements_words") { $0.elementsWords },
        .list("elements") { step in step.record.elements.map { Element(record: $0, step: step) } },
        .flag("is_cut") { step in
          step.page.part.limit > 1
            && (step.record.elements.flatMap(\.attempts) + step.record.attempts).contains {
              Try($0, startedAt: nil, goesOn: false, limit: step.valueLimit).isCut
            }
        },
      ]
    }

    /// The page that shows this step only, and so more of it.
    private var alonePath: String {
      Paths.run(page.run.id, query: ["step": String(record.index), "limit": "1"])
    }

    /// - Parameter outcome: of what they are attempts of.
    fileprivate func tries(of attempts: [Attempt], _ outcome: Outcome?) -> [Try] {
      attempts.map { attempt in
        let isLatest = attempt.number == attempts.last?.number
        return Try(
          attempt, startedAt: page.time(attempt.startedAt),
          goesOn: isLatest && outcome == nil, isOpen: outcome == .skipped, limit: valueLimit)
      }
    }

    /// In a loop: `3 of 12 elements`.
    private var elementsWords: String? {
      record.elementCount.map { "\(record.elements.count) of \($0) elements" }
    }

    fileprivate var badge: Badge { badge(record.outcome) }

    fileprivate func badge(_ outcome: Outcome?) -> Badge {
      Badge(outcome, phase, at: page.now)
    }

    /// While it has no outcome. Between two attempts the run's worker may hold it, and waits then; once
    /// the answer has come that it waited for, it has no next attempt, and goes on with its run.
    private var phase: Phase? {
      if let answerBy = page.run.waitingUntil { return .awaitingAnswer(answerBy) }
      if page.run.phase == .behindOthers { return .behindOthers }
      guard let retryAt = record.retryAt else { return nil }
      switch page.run.phase {
      case nil: return .betweenAttempts(retryAt)
      case .running?: return .behindOthers
      case let phase?: return phase
      }
    }

    /// What was done in truth: a record names no connection, but an embedded tool's request says
    /// which one it was, and its answer whether a mail went out.
    private var deed: String {
      if record.outcome == .skipped { return "not sent" }
      let latest = record.attempts.last
      return record.adapter.deed(
        of: (latest?.request["tool"]?.text).flatMap(LocalTool.init(rawValue:)),
        isSent: latest?.response?["sent"].map { $0 == true })
    }
  }

  /// What a step in a loop did for one of its elements.
  package struct Element: TemplateModel {
    let record: ElementRecord
    let step: Step

    package static var fields: [Field<Element>] {
      [
        .number("element") { $0.record.index },
        .model("badge") { $0.step.badge($0.record.outcome) },
        .flag("is_open") { $0.record.outcome != .succeeded },
        .list("attempts") { $0.step.tries(of: $0.record.attempts, $0.record.outcome) },
      ]
    }
  }

  /// One attempt of a step.
  package struct Try: TemplateModel {
    let attempt: Attempt
    let startedAt: TimeText?
    let goesOn: Bool
    /// Whether what it would send is what somebody looks for.
    let isOpen: Bool
    let request: JSONText
    let response: JSONText?

    /// - Parameters:
    ///   - goesOn: whether its end may come still.
    ///   - isOpen: whether the request is folded out.
    ///   - limit: of request and answer, in bytes.
    init(
      _ attempt: Attempt, startedAt: TimeText?, goesOn: Bool, isOpen: Bool = false, limit: Int
    ) {
      self.attempt = attempt
      self.startedAt = startedAt
      self.goesOn = goesOn
      self.isOpen = isOpen
      request = JSONText(attempt.request, limit: limit)
      response = attempt.response.map { JSONText($0, limit: limit) }
    }

    var isCut: Bool { request.isCut || response?.isCut == true }

    package static var fields: [Field<Try>] {
      [
        .number("attempt") { $0.attempt.number },
        .model("began") { $0.startedAt },
        .model("took") { $0.attempt.durationMilliseconds.map(TimeTaken.init) },
        .text("fate") { $0.goesOn ? "goes on" : "nobody saw its end" },
        .text("error") { $0.attempt.error?.detailed },
        .model("request") { $0.request },
        .flag("is_shown") { $0.isOpen },
        .model("response") { $0.response },
      ]
    }
  }
}
