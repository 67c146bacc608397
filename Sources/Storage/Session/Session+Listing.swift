import Automations
import OrderedJSON
import Scheduling

extension Session {
  /// Reads the rows of a window and where the list goes on behind each. Of whole rows it reads as
  /// many as an answer has room for, and one at least.
  /// - Parameters:
  ///   - sql: with the window's limit and offset as its last values.
  ///   - weight: how many bytes the texts of a row have that can be long.
  func listing<Element>(
    _ sql: String, _ values: Values, _ window: Window, total: Int,
    weight: (Element) -> Int, read: (Row) throws -> (Element, ListCursor)
  ) throws -> Listing<Element> {
    var (elements, cursors): ([Element], [ListCursor]) = ([], [])
    var room = window.detail == .whole ? Limits.listAnswerBytes : .max
    var goesOn = false
    try each(sql, values + [window.limit + 1, window.offset]) { row in
      goesOn = elements.count == window.limit
      guard !goesOn else { return false }
      let (element, cursor) = try read(row)
      room -= weight(element)
      goesOn = room < 0 && !elements.isEmpty
      guard !goesOn else { return false }
      elements.append(element)
      cursors.append(cursor)
      return true
    }
    return Listing(elements: elements, total: total, cursors: cursors, goesOn: goesOn)
  }
}

extension Phase {
  /// What `phaseIfAny` reads of a row of `occurrences AS o`, in that order: whose it is, when it is due,
  /// for when the attempt of a step was promised, where it is nobody's, and until when the answer
  /// of that may come.
  static let columns = """
    o.claimed_by, o.due_at, CASE WHEN o.claimed_by = '' THEN
      (SELECT max(retry_at) FROM steps WHERE occurrence_id = o.id) END,
    o.answer_until
    """
}

extension Row {
  /// Where a row of the ledger stands.
  /// - Parameter column: the first of `Phase.columns`.
  /// - Returns: `nil` where it has ended.
  func phaseIfAny(_ column: Int) -> Phase? {
    guard let dueAt = instantIfAny(column + 1) else { return nil }
    switch textIfAny(column) {
    case nil:
      return dueAt.milliseconds == Session.never ? .behindAnother : .due(dueAt)
    case ""?:
      if let time = instantIfAny(column + 3) { return .awaitingAnswer(time) }
      return instantIfAny(column + 2) == dueAt ? .betweenAttempts(dueAt) : .behindOthers
    case _?: return .running
    }
  }
}
