import OrderedJSON

/// A part of a list, and how much of each row is wanted.
package struct Window: Hashable, Sendable {
  /// 1–100.
  package let limit: Int
  /// How many come before, from 0; behind a cursor, where there is one.
  package let offset: Int
  /// What comes before; `nil`: nothing but the offset.
  package let cursor: ListCursor?
  /// How much of each row is read.
  package let detail: Detail

  /// How much of each row is read.
  package enum Detail: Hashable, Sendable {
    /// All of it, and as many rows as an answer has room for.
    case whole
    /// What a line of a list shows: long texts cut, configurations left out.
    case excerpt
  }

  /// Where nobody says how many.
  package static let defaultLimit = Limits.listRows.usual
  /// What may be asked for at once.
  package static let limits = 1...Limits.listRows.most

  package init(
    limit: Int = defaultLimit, offset: Int = 0, after cursor: ListCursor? = nil,
    detail: Detail = .whole
  ) {
    self.limit = limit
    self.offset = offset
    self.cursor = cursor
    self.detail = detail
  }
}

/// A place in a list, behind one of its rows: the same whatever comes before it, and whether or not
/// that row is still there.
package struct ListCursor: Hashable, Sendable {
  /// What the list is ordered by, of the row.
  package let key: String
  /// What tells rows of one key apart, in their order.
  package let row: Int64

  package init(key: String, row: Int64) {
    self.key = key
    self.row = row
  }
}

extension ListCursor {
  /// For a client to send back: letters, digits and `_`.
  package var text: String { "\(row)_\(Secret.hexadecimal(Array(key.utf8)))" }

  /// What `text` wrote; `nil` where this is something else.
  package init?(_ text: String) {
    let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, let row = Int64(parts[0]), parts[1].utf8.count % 2 == 0 else {
      return nil
    }
    var bytes: [UInt8] = []
    var digits = parts[1].utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
      guard let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    guard let key = String(validating: bytes, as: UTF8.self) else { return nil }
    self.init(key: key, row: row)
  }
}

/// A part of a list, and how long the whole is.
package struct Listing<Element: Sendable>: Sendable {
  /// In the list's order; without any where the offset lies behind its end.
  package let elements: [Element]
  /// Of the whole list.
  package let total: Int
  /// The places behind the elements, one each; none in a list that has no cursors.
  package let cursors: [ListCursor]
  /// Whether the list goes on behind the last element.
  package let goesOn: Bool

  package init(
    elements: [Element], total: Int, cursors: [ListCursor] = [], goesOn: Bool = false
  ) {
    self.elements = elements
    self.total = total
    self.cursors = cursors
    self.goesOn = goesOn
  }
}
