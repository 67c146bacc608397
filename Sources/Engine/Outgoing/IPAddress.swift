import Glibc

/// An IPv4 or IPv6 address. An IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is the IPv4 one,
/// because that is where a connection to it goes.
package struct IPAddress: Hashable, Sendable {
  /// The two versions of IP.
  package enum Family: Sendable {
    case v4, v6

    var bitCount: Int { self == .v4 ? 32 : 128 }
  }

  /// `v4` too of an address that was mapped into IPv6.
  package let family: Family
  /// The address as a number; of IPv4 the low 32 bits.
  let bits: UInt128

  private init(v4 address: in_addr) {
    family = .v4
    bits = UInt128(UInt32(bigEndian: address.s_addr))
  }

  private init(v6 address: in6_addr) {
    let bits = withUnsafeBytes(of: address) { bytes in
      bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    }
    let isMapped = bits >> 32 == 0xFFFF
    family = isMapped ? .v4 : .v6
    self.bits = isMapped ? bits & 0xFFFF_FFFF : bits
  }

  /// The numeric forms of `inet_pton(3)`: `192.0.2.1`, `2001:db8::1`; `nil` for any other text.
  package init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      self.init(v4: v4)
    } else if inet_pton(AF_INET6, text, &v6) == 1 {
      self.init(v6: v6)
    } else {
      return nil
    }
  }

  /// The address of a socket; `nil` where it is of another family.
  init?(_ address: UnsafePointer<sockaddr>) {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET: self.init(v4: raw.loadUnaligned(as: sockaddr_in.self).sin_addr)
    case AF_INET6: self.init(v6: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
    default: return nil
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// The numeric form that `init(_:)` reads; IPv6 without abbreviation.
  package var description: String {
    switch family {
    case .v4: groups(of: 8, radix: 10).joined(separator: ".")
    case .v6: groups(of: 16, radix: 16).joined(separator: ":")
    }
  }

  private func groups(of width: Int, radix: Int) -> [String] {
    stride(from: family.bitCount - width, through: 0, by: -width).map { shift in
      String(bits >> UInt128(shift) & (1 << UInt128(width) - 1), radix: radix)
    }
  }
}
