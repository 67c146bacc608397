/// A range of addresses in CIDR notation (RFC 4632).
package struct IPNetwork: CustomStringConvertible, Hashable, Sendable {
  private let base: IPAddress
  private let prefix: Int

  /// - Parameter text: `10.0.0.0/8`, `fd00::/8`, or a single address.
  package init(_ text: String) throws(IPNetworkFault) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let base = IPAddress(String(first)) else {
      throw .unreadable(text)
    }
    let width = base.family.bitCount
    var prefix = width
    if parts.count == 2 {
      guard let number = Int(parts[1]), (0...width).contains(number) else {
        throw .prefix(text, maximum: width)
      }
      prefix = number
    }
    self.base = base
    self.prefix = prefix
    let hostBits = UInt128(width - prefix)
    guard (base.bits >> hostBits) << hostBits == base.bits else { throw .hostBits(text) }
  }

  package var description: String { "\(base)/\(prefix)" }

  /// Whether the address lies in the range; one of the other family never does.
  package func contains(_ address: IPAddress) -> Bool {
    guard address.family == base.family else { return false }
    let hostBits = UInt128(base.family.bitCount - prefix)
    return address.bits >> hostBits == base.bits >> hostBits
  }
}

/// Why a text names no network.
package enum IPNetworkFault: Error, Hashable, CustomStringConvertible {
  case unreadable(String)
  /// What follows the slash is no number of bits that the family has.
  case prefix(String, maximum: Int)
  /// The address has bits beyond the prefix.
  case hostBits(String)

  package var description: String {
    switch self {
    case .unreadable(let text):
      "\"\(text)\" is no network; 10.0.0.0/8, fd00::/8 or 127.0.0.1 would be right"
    case .prefix(let text, let maximum):
      "\"\(text)\": what follows the slash must be a number from 0 to \(maximum)"
    case .hostBits(let text):
      "\"\(text)\" is an address within a network; the bits that the number after the slash leaves"
        + " free must be 0, as in 10.0.0.0/8"
    }
  }
}
