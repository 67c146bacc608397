import OrderedJSON

/// What the names on the way to a value say that it is: `email` and `id` of `/emails/0/id`, of
/// `/email_id` and of the label "Email ID".
struct KeyWords: Hashable, Sendable {
  /// The last word, in the singular: `id`.
  let noun: String
  /// Of what it is one: the words before it, and those of the name around it, in the singular.
  let others: Set<String>

  /// - Parameter names: from the outside in, without the numbers of elements.
  init?(_ names: some BidirectionalCollection<String>) {
    guard let last = names.last else { return nil }
    let words = KeyWords.words(of: last)
    guard let noun = words.last else { return nil }
    self.noun = noun
    var others = Set(words.dropLast())
    if let around = names.dropLast().last { others.formUnion(KeyWords.words(of: around)) }
    self.others = others
  }

  /// - Parameter way: tokens of a JSON Pointer.
  init?(way: [String]) {
    self.init(way.filter { !$0.utf8.allSatisfy(\.isDigit) }.suffix(2))
  }

  /// Whether both can be names of one thing: the noun is the same, and where both say of what, one word
  /// of that is.
  func agrees(with other: KeyWords) -> Bool {
    noun == other.noun
      && (others.isEmpty || other.others.isEmpty || !others.isDisjoint(with: other.others))
  }

  /// Whether the value names one thing among others, so that even a short one says which.
  var isOfIdentifier: Bool { KeyWords.identifiers.contains(noun) }

  /// Whether the value says how many, how much or of which kind, which is the same by chance.
  var isOfAmount: Bool { KeyWords.amounts.contains(noun) }

  private static let identifiers: Set = [
    "id", "uid", "uuid", "guid", "key", "ref", "reference", "number", "no", "num", "code", "sku",
    "index", "handle", "slug", "ticket", "order", "invoice", "cursor", "page", "row", "isbn",
  ]
  private static let amounts: Set = [
    "limit", "count", "size", "quantity", "amount", "max", "min", "top", "total", "price", "days",
    "hours", "minutes", "seconds", "priority", "level", "rating", "score", "width", "height",
    "offset", "version", "status", "state", "type", "kind", "currency", "length", "balance", "role",
    "mode", "format", "sort", "unit", "language", "plan", "step", "encoding", "charset",
    "algorithm", "locale", "resolution",
  ]

  /// The words of a tool's name, in the singular.
  static func words(ofTool name: String) -> [String] { words(of: name) }

  /// `order` and `id` of `orderIDs`, `order_id` and "Order ID".
  private static func words(of name: String) -> [String] {
    let bytes = Array(name.utf8.prefix(Limits.keyBytes))
    var words: [[UInt8]] = [[]]
    for (index, byte) in bytes.enumerated() {
      let before = index > 0 ? bytes[index - 1] : 0
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isWord = byte.isLetterOrDigit || byte >= 0x80
      let endsCapitals =
        before.isUpper && after.isLetterOrDigit && !after.isUpper && !after.isDigit
        && after != UInt8(ascii: "s")
      if !isWord {
        words.append([])
      } else if byte.isUpper, before.isLetterOrDigit && !before.isUpper || endsCapitals {
        words.append([byte.lowercased])
      } else {
        words[words.count - 1].append(byte.lowercased)
      }
    }
    return words.filter { !$0.isEmpty }.map { singular(String(decoding: $0, as: UTF8.self)) }
  }

  /// As far as names need it: `boxes`, `entries`, `ids`, and not `status`, `address`.
  private static func singular(_ word: String) -> String {
    guard word.utf8.count > 2, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"),
      !word.hasSuffix("is")
    else { return word }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["ches", "shes", "xes", "sses"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }
}
