import Automations
import OrderedJSON

extension JSON {
  /// The members of an object as they go into a query or a form: a list gives its name as often as it
  /// has elements, null is none.
  /// - Parameters:
  ///   - param: where the object stands, for the error.
  ///   - limit: bytes of all of them, `=` and `&` included. A long name of a long list would else become
  ///     gigabytes.
  ///   - most: how many they may be.
  func pairs(
    _ param: String, upTo limit: Int, atMost most: Int = .max
  ) throws(ParamFault) -> [(name: String, value: String)] {
    guard let members else { throw ParamFault(param, "must be an object of names and values") }
    var pairs: [(name: String, value: String)] = []
    var size = 0
    for member in members {
      for value in member.value.elements ?? [member.value] where !value.isNull {
        guard let text = value.word else {
          throw ParamFault(
            "\(param)/\(member.key.cut(toBytes: Limits.quotedNameBytes))",
            "must be a text, a number, true or false, or a list of them")
        }
        guard pairs.count < most else {
          throw ParamFault(
            param, "must have at most \(most) fields; there are \(JSON.pairCount(of: members))")
        }
        size += member.key.utf8.count + text.utf8.count + 2
        // No `&` stands before the first.
        guard size <= limit + 1 else {
          throw ParamFault(param, "must have at most \(limit) bytes as it is sent")
        }
        pairs.append((member.key, text))
      }
    }
    return pairs
  }

  private static func pairCount(of members: [Member]) -> Int {
    members.reduce(0) { count, member in
      count + (member.value.elements ?? [member.value]).count(where: { !$0.isNull })
    }
  }

  /// A text as it is, a number by its digits; `nil` for what has parts.
  var word: String? {
    switch self {
    case .string(let text): text
    case .number, .bool: serialized
    case .null, .array, .object: nil
    }
  }
}
