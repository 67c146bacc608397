import Automations
import OrderedJSON

/// An element of the list that a loop goes over.
struct LoopElement: Sendable {
  /// Counted from 0.
  let index: Int
  /// Of the list.
  let count: Int
  let value: JSON
  /// What tells its calls from those of the others, wherever it stands in the list: its value, and which
  /// it is among equal ones.
  let key: String

  static func all(of list: [JSON]) -> [LoopElement] {
    var times: [String: Int] = [:]
    return list.enumerated().map { index, value in
      let hash = Secret.hexadecimal(Secret.hash(value.serialized))
      let ordinal = times[hash, default: 0]
      times[hash] = ordinal + 1
      return LoopElement(
        index: index, count: list.count, value: value, key: "\(hash)\0\(ordinal)")
    }
  }

  /// Those of a loop that is over: nothing of it is sent any more.
  static func past(_ count: Int) -> [LoopElement] {
    (0..<count).map { LoopElement(index: $0, count: count, value: .null, key: "") }
  }
}
