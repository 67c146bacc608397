import Foundation
import GRDB
import OrderedJSON
import Scheduling
import Workflows

// A damaged file must end as an error, never as a trap, which `row[0] as String` would be.
extension Row {
  func textIfAny(_ column: Int) -> String? { self[column] }
  func integerIfAny(_ column: Int) -> Int? { self[column] }
  func bytesIfAny(_ column: Int) -> [UInt8]? { (self[column] as Data?).map { [UInt8]($0) } }
  func flag(_ column: Int) -> Bool { self[column] as Bool? ?? false }

  func text(_ column: Int) throws -> String { try required(column, textIfAny(column)) }
  func integer(_ column: Int) throws -> Int { try required(column, integerIfAny(column)) }
  func bytes(_ column: Int) throws -> [UInt8] { try required(column, bytesIfAny(column)) }

  /// An instant kept as milliseconds.
  func instantIfAny(_ column: Int) -> Instant? {
    (self[column] as Int64?).map(Instant.init(milliseconds:))
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

  /// A name out of a closed list.
  func name<Name: RawRepresentable<String>>(_ column: Int) throws -> Name {
    try required(column, try nameIfAny(column))
  }

  func nameIfAny<Name: RawRepresentable<String>>(_ column: Int) throws -> Name? {
    try textIfAny(column).map { try required(column, Name(rawValue: $0)) }
  }

  private func required<Value>(_ column: Int, _ value: Value?) throws -> Value {
    guard let value else { throw unreadable(column) }
    return value
  }

  private func unreadable(_ column: Int) -> StorageFault {
    .unreadable(column: Array(columnNames)[column])
  }
}
