/// What a storage throws when it cannot do its work, whatever was asked.
package protocol StorageFailure: Error {
  /// What is wrong, for anybody to read: a clause that names no path. `description` names them.
  var outline: String { get }
  /// Whether the disk has no room left.
  var isFull: Bool { get }
  /// Whether a stored value is at fault, so that trying again would end alike.
  var isUnreadable: Bool { get }
}
