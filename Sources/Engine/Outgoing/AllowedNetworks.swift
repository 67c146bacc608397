/// Where outgoing calls may go: every public address, and the networks that the operator allows
/// besides. It keeps a workflow from reaching the services of this machine and its network.
package struct AllowedNetworks: CustomStringConvertible, Sendable {
  private let allowed: [IPNetwork]

  /// - Parameter text: networks, separated by commas or spaces; empty: public addresses only.
  package init(_ text: String) throws(IPNetworkFault) {
    var allowed: [IPNetwork] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      allowed.append(try IPNetwork(String(part)))
    }
    self.allowed = allowed
  }

  /// The allowed networks, as they may be given; empty: none.
  package var description: String { allowed.map(\.description).joined(separator: ", ") }

  /// Whether a call may go to the address.
  package func permit(_ address: IPAddress) -> Bool {
    address.isPublic || allowed.contains { $0.contains(address) }
  }
}

extension IPAddress {
  /// Whether the address is reachable from everywhere: of IPv6, global unicast is; of both what the
  /// IANA special-purpose address registries (RFC 6890) list as not global is not.
  var isPublic: Bool {
    switch family {
    case .v4: !SpecialPurpose.v4.contains { $0.contains(self) }
    case .v6: bits >> 125 == 0b001 && !SpecialPurpose.v6.contains { $0.contains(self) }
    }
  }
}

private enum SpecialPurpose {
  static let v4 = networks(
    "0.0.0.0/8",  // this network
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private
    "100.64.0.0/10",  // shared by carrier-grade NAT
    "127.0.0.0/8",  // loopback
    "169.254.0.0/16",  // link-local, cloud metadata
    "192.0.0.0/24", "192.88.99.0/24",  // protocol assignments, 6to4 relays
    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation
    "198.18.0.0/15",  // benchmarks
    "224.0.0.0/4", "240.0.0.0/4")  // multicast, reserved and broadcast

  /// Within global unicast, 2000::/3; loopback, link-local, unique local, multicast, and the NAT64
  /// prefix 64:ff9b::/96, which leads to any IPv4 address, lie outside of it.
  static let v6 = networks(
    "2001::/23",  // protocol assignments, Teredo
    "2001:db8::/32", "3fff::/20",  // documentation
    "2002::/16")  // 6to4, which leads to any IPv4 address

  private static func networks(_ texts: String...) -> [IPNetwork] {
    texts.compactMap { try? IPNetwork($0) }
  }
}
