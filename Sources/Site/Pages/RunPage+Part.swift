import Automations
import OrderedJSON
package import Templating

extension RunPage {
  /// The steps that the page shows: a run may have thousands.
  package struct Part: Sendable {
    static let limits = 1...Limits.shownOfRun

    let limit: Int
    /// Of the steps, counted from 1.
    let numbers: ClosedRange<Int>

    /// - Parameters:
    ///   - number: of a step in it.
    ///   - limit: how many steps it has.
    init(holding number: Int, limit: Int) {
      self.limit = limit
      let first = (number - 1) / limit * limit + 1
      numbers = first...(first + limit - 1)
    }
  }

  /// A step that is worth going to at once.
  package struct Beacon: TemplateModel {
    let words: String
    let path: String

    package static var fields: [Field<Beacon>] {
      [.text("beacon_words") { $0.words }, .text("path") { $0.path }]
    }
  }

  /// Leads to the step at which the run failed, or to the one that goes on, where it takes some
  /// looking for.
  var beacon: Beacon? {
    let wanted =
      if let trouble = excerpt.trouble {
        trouble
      } else if run.outcome == nil {
        excerpt.last
      } else {
        StepRecord?.none
      }
    guard let wanted, begun > RunPage.easilySeen else { return nil }
    let fate =
      switch wanted.outcome {
      case .failed: "failed"
      case .unknown: "has an unknown outcome"
      case nil: "goes on"
      case .succeeded, .cancelled, .skipped: "is the latest"
      }
    return Beacon(
      words: "Step \(wanted.index) (\(wanted.tool.listed)) \(fate)",
      path: path(holding: wanted.index) + "#step-\(wanted.index)")
  }

  private static let easilySeen = 5

  /// How many steps began.
  var begun: Int { excerpt.last?.index ?? 0 }

  var pages: PageLinks? {
    PageLinks(
      Window(limit: part.limit, offset: part.numbers.lowerBound - 1), shown: run.steps.count,
      of: begun
    ) { path(holding: $0 + 1) }
  }

  private func path(holding step: Int) -> String {
    Paths.run(
      run.id,
      query: [
        "step": step > 1 ? String(step) : nil,
        "limit": part.limit == Part.limits.upperBound ? nil : String(part.limit),
      ])
  }

  /// How many bytes of each request and answer are shown.
  var valueLimit: Int {
    let values = run.steps.reduce(0) { sum, step in
      sum + 2 * step.elements.reduce(step.attempts.count) { $0 + $1.attempts.count }
    }
    let limits = Limits.runValueBytes
    return min(max(limits.all / max(values, 1), limits.least), limits.most)
  }
}
