import Automations
import OrderedJSON
import Scheduling

/// Which steps of a run are meant, by the numbers of their places.
private struct StepsMeant {
  /// A term of a WHERE over a column of such numbers.
  let sql: (String) -> String
  let values: Values

  /// Outside of loops.
  static func plain(_ numbers: ClosedRange<Int>) -> StepsMeant {
    let last = min(numbers.upperBound, StepPlace.loopDivisor - 1)
    return StepsMeant(sql: { "\($0) BETWEEN ? AND ?" }, values: [numbers.lowerBound, last])
  }

  /// One in a loop, for all elements.
  static func looped(_ step: Int) -> StepsMeant {
    StepsMeant(
      sql: { "\($0) >= \(StepPlace.loopDivisor) AND \($0) % \(StepPlace.loopDivisor) = ?" },
      values: [step])
  }

  static func at(_ place: StepPlace) -> StepsMeant {
    StepsMeant(sql: { "\($0) = ?" }, values: [place.number])
  }
}

/// A step, or what it did for an element, as the ledger has it.
private struct StepRow {
  let place: StepPlace
  /// With what it did; `elements` are not read here.
  let record: StepRecord
  let elementCount: Int?
}

extension Session {
  /// The steps of a run that began, in order, with their attempts: as many as have
  /// `Limits.listAnswerBytes` bytes, one at least. One in a loop is one step.
  /// - Parameter numbers: of the steps that are wanted.
  /// - Returns: the first of them that there was no room for, too; `nil`: there was for all.
  func steps(
    ofRun occurrenceID: Int64, _ numbers: ClosedRange<Int>
  ) throws -> (steps: [StepRecord], next: Int?) {
    var room = Limits.listAnswerBytes
    let plain = try rows(ofRun: occurrenceID, .plain(numbers), &room)
    var (steps, next) = (plain.rows.map(\.record), plain.next?.step)
    let looped = try all(
      "SELECT number FROM steps WHERE occurrence_id = ? AND number >= ?",
      [occurrenceID, StepPlace.loopDivisor]
    ) { StepPlace(number: try $0.integer(0)).step }
    guard !looped.isEmpty else { return (steps, next) }
    for step in Set(looped).sorted() where numbers.contains(step) && step < next ?? .max {
      var unbounded = Int.max
      let rows = try rows(ofRun: occurrenceID, .looped(step), &unbounded).rows
      room -= Int.max - unbounded
      if room < 0, steps.contains(where: { $0.index < step }) {
        next = step
      } else if let record = StepRecord(ofLoop: rows) {
        steps.append(record)
      }
    }
    return (steps.filter { $0.index < next ?? .max }.sorted { $0.index < $1.index }, next)
  }

  /// A step that began, and in a loop what it did for that element alone.
  func step(ofRun occurrenceID: Int64, at place: StepPlace) throws -> StepRecord? {
    var unbounded = Int.max
    let rows = try rows(ofRun: occurrenceID, .at(place), &unbounded).rows
    return place.element == nil ? rows.first?.record : StepRecord(ofLoop: rows)
  }

  private func rows(
    ofRun occurrenceID: Int64, _ meant: StepsMeant, _ room: inout Int
  ) throws -> (rows: [StepRow], next: StepPlace?) {
    let (attempts, next) = try attempts(ofRun: occurrenceID, meant, &room)
    let rows = try all(
      """
      SELECT number, tool, adapter, effect, outcome, retry_at, is_permanent, notices, elements,
        result_notice, step_id
      FROM steps WHERE occurrence_id = ? AND \(meant.sql("number")) ORDER BY number
      """,
      [occurrenceID] + meant.values
    ) { row in
      let place = StepPlace(number: try row.integer(0))
      let attempts = attempts[place] ?? []
      let record = StepRecord(
        index: place.step, tool: try row.text(1), adapter: try row.name(2),
        effect: try row.name(3), outcome: try row.nameIfAny(4), attempts: attempts,
        isPermanent: row.flag(6), retryAt: row.instantIfAny(5),
        notices: (try row.jsonIfAny(7)?.elements?.compactMap(\.text) ?? [])
          + [row.textIfAny(9)].compactMap(\.self) + attempts.compactMap(\.refusedAnswer),
        id: row.textIfAny(10))
      return StepRow(place: place, record: record, elementCount: row.integerIfAny(8))
    }
    return (rows.filter { row in next.map { row.place.number < $0.number } ?? true }, next)
  }

  /// By their steps, none of which is cut in two.
  private func attempts(
    ofRun occurrenceID: Int64, _ meant: StepsMeant, _ room: inout Int
  ) throws -> ([StepPlace: [Attempt]], next: StepPlace?) {
    var (left, last, next): (Int, Int?, Int?) = (room, nil, nil)
    let attempts = try prefix(
      """
      SELECT step, number, started_at, duration_ms, request, response, error, is_cut_off,
        refused_answer
      FROM attempts WHERE occurrence_id = ? AND \(meant.sql("step")) ORDER BY step, number
      """,
      [occurrenceID] + meant.values
    ) { row -> (step: StepPlace, attempt: Attempt)? in
      let step = try row.integer(0)
      left -= [4, 5, 6].reduce(0) { $0 + (row.textIfAny($1)?.utf8.count ?? 0) }
      if let last, step != last, left < 0 {
        next = step
        return nil
      }
      last = step
      return (
        StepPlace(number: step),
        Attempt(
          number: try row.integer(1), startedAt: try row.instant(2),
          durationMilliseconds: row.integerIfAny(3), request: try row.json(4),
          response: try row.jsonIfAny(5), error: row.textIfAny(6), isCutOff: row.flag(7),
          refusedAnswer: row.textIfAny(8))
      )
    }
    room = left
    return (
      Dictionary(grouping: attempts, by: \.step).mapValues { $0.map(\.attempt) },
      next.map { StepPlace(number: $0) }
    )
  }
}

extension StepRecord {
  /// - Parameter rows: for the elements, in their order; `nil`: none.
  fileprivate init?(ofLoop rows: [StepRow]) {
    guard let first = rows.first else { return nil }
    self.init(
      ofLoop: first.record, over: rows.lazy.compactMap(\.elementCount).first,
      rows.map { row in
        ElementRecord(
          index: (row.place.element ?? 0) + 1, outcome: row.record.outcome,
          attempts: row.record.attempts, retryAt: row.record.retryAt,
          notices: row.record.notices)
      })
  }
}
