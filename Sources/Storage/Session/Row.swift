import OrderedJSON
import Scheduling
import Workflows

/// The columns of a row, by their places from 0, until its statement goes on to the next row. A damaged
/// database must end as an error, never as a trap.
struct Row {
  private let columns: any Columns

  init(_ columns: any Columns) { self.columns = columns }

  func textIfAny(_ column: Int) -> String? { columns.text(column) }
  func integerIfAny(_ column: Int) -> Int? { columns.integer(column).flatMap(Int.init(exactly:)) }
  func bytesIfAny(_ column: Int) -> [UInt8]? { columns.bytes(column) }
  func flag(_ column: Int) -> Bool { columns.integer(column) ?? 0 != 0 }

  func text(_ column: Int) throws -> String { try required(column, textIfAny(column)) }
  func integer(_ column: Int) throws -> Int { try required(column, integerIfAny(column)) }
  func bytes(_ column: Int) throws -> [UInt8] { try required(column, bytesIfAny(column)) }

  /// An instant kept as milliseconds.
  func instantIfAny(_ column: Int) -> Instant? {
    columns.integer(column).map(Instant.init(milliseconds:))
  }

  func instant(_ column: Int) throws -> Instant { try required(column, instantIfAny(column)) }

  /// An instant kept as text; `nil` too where an older database left what cannot be read.
  func time(_ column: Int) -> Instant? { textIfAny(column).flatMap { Instant(rfc3339: $0) } }

  /// A value that this program wrote as JSON.
  func jsonIfAny(_ column: Int) throws -> JSON? {
    try textIfAny(column).map { text in
      do throws(JSONFault) {
        return try JSON(stored: text)
      } catch {
        throw unreadable(column)
      }
    }
  }

  func json(_ column: Int) throws -> JSON { try required(column, try jsonIfAny(column)) }

  /// A value of the contract's columns; text that is no JSON, from an older database, is itself.
  func jsonOrText(_ column: Int) -> JSON? {
    textIfAny(column).map { text in (try? JSON(stored: text)) ?? .string(text) }
  }

  func workflow(_ column: Int) throws -> Workflow {
    let json = try json(column)
    do throws(UnreadableWorkflow) {
      return try Workflow(json: json)
    } catch {
      throw unreadable(column)
    }
  }

  func editedIfAny(_ column: Int) throws -> EditedWorkflow? {
    guard textIfAny(column) != nil else { return nil }
    let json = try json(column)
    do throws(UnreadableWorkflow) {
      return try EditedWorkflow(json: json)
    } catch {
      throw unreadable(column)
    }
  }

  /// A name out of a closed list.
  func name<Name: RawRepresentable<String>>(_ column: Int) throws -> Name {
    try required(column, try nameIfAny(column))
  }

  func nameIfAny<Name: RawRepresentable<String>>(_ column: Int) throws -> Name? {
    try textIfAny(column).map { try required(column, Name(rawValue: $0)) }
  }

  private func required<Element>(_ column: Int, _ value: Element?) throws -> Element {
    guard let value else { throw unreadable(column) }
    return value
  }

  func unreadable(_ column: Int) -> StorageFault {
    .unreadable(column: columns.name(column))
  }
}

/// The columns of the row at which a statement is, by their places from 0. `nil`: the column is `NULL`, or
/// of another type.
protocol Columns: AnyObject {
  func text(_ column: Int) -> String?
  func integer(_ column: Int) -> Int64?
  func bytes(_ column: Int) -> [UInt8]?
  func name(_ column: Int) -> String
}
