import Automations
import GRDB
import OrderedJSON
import Scheduling

extension SQLiteConnection {
  /// Reads the rows of a window and where the list goes on behind each. Of whole rows it reads as
  /// many as an answer has room for, and one at least.
  /// - Parameters:
  ///   - sql: with the window's limit and offset as its last values.
  ///   - weight: how many bytes the texts of a row have that can be long.
  func listing<Element>(
    _ sql: String, _ arguments: StatementArguments, _ window: Window, total: Int,
    weight: (Element) -> Int, read: (Row) throws -> (Element, ListCursor)
  ) throws -> Listing<Element> {
    let rows = try Row.fetchCursor(
      cachedStatement(sql: sql), arguments: arguments + [window.limit + 1, window.offset])
    var (elements, cursors): ([Element], [ListCursor]) = ([], [])
    var room = window.detail == .whole ? Limits.listAnswerBytes : .max
    while let row = try rows.next() {
      guard elements.count < window.limit else {
        return Listing(elements: elements, total: total, cursors: cursors, goesOn: true)
      }
      let (element, cursor) = try read(row)
      room -= weight(element)
      guard room >= 0 || elements.isEmpty else {
        return Listing(elements: elements, total: total, cursors: cursors, goesOn: true)
      }
      elements.append(element)
      cursors.append(cursor)
    }
    return Listing(elements: elements, total: total, cursors: cursors)
  }
}

extension Row {
  /// Where a row of the ledger stands: what of `claimed_by` and, in the next column, `due_at` says.
  /// - Returns: `nil` where it has ended.
  func phaseIfAny(_ column: Int) -> Phase? {
    guard let dueAt = instantIfAny(column + 1) else { return nil }
    switch textIfAny(column) {
    case nil:
      return dueAt.milliseconds == SQLiteConnection.never ? .behindAnother : .due(dueAt)
    case ""?: return .betweenAttempts(dueAt)
    case _?: return .running
    }
  }
}
