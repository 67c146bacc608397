import OrderedJSON
import Workflows

/// Addresses of settings, as far as they can be looked at without going there.
enum WebAddress {
  /// What is wrong with one, in a sentence without a full stop; `nil`: nothing that shows.
  static func fault(of text: String) -> String? {
    let bytes = text.utf8
    let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }
    let rest = bytes[scheme.endIndex...]
    guard ["http", "https"].contains(String(decoding: scheme, as: UTF8.self).lowercased()),
      rest.starts(with: "://".utf8)
    else { return "must begin with https:// or http://" }
    if bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
      return "must not contain spaces or line breaks"
    }
    if bytes.contains(UInt8(ascii: "#")) {
      return "must not have a fragment: what follows # is never sent"
    }
    let authority = WebAddress.authority(behind: rest)
    if authority.contains(UInt8(ascii: "@")) {
      return
        "must not hold a name or password, which would lie there for all to read: they belong to "
        + "how requests sign in (auth)"
    }
    return authority.isEmpty || authority.first == UInt8(ascii: ":") ? "must name a host" : nil
  }

  /// What the first secret in its query is called; `nil`: there is none.
  static func secretName(inQuery text: String) -> String? {
    let query = text.drop { $0 != "?" }.dropFirst()
    return query.split(separator: "&").lazy.compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, !parts[1].isEmpty else { return nil }
      let name = String(parts[0])
      return QuerySecret.isSecret(name, String(parts[1]))
        ? name.cut(toBytes: Limits.quotedNameBytes) : nil
    }.first
  }

  /// Whether what it has of a port, if anything, can be one.
  static func hasUsablePort(_ text: String) -> Bool {
    let authority = WebAddress.authority(behind: text.utf8.drop { $0 != UInt8(ascii: ":") })
    // An IPv6 address has colons of its own, in brackets.
    let place = authority[(authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex)...]
    guard let colon = place.lastIndex(of: UInt8(ascii: ":")) else { return true }
    let port = place[colon...].dropFirst()
    guard !port.isEmpty else { return true }
    guard port.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(String(decoding: port, as: UTF8.self))
    else { return false }
    return (1...65535).contains(number)
  }

  /// - Parameter scheme: the address from the colon behind its scheme on.
  private static func authority(behind scheme: Substring.UTF8View) -> Substring.UTF8View {
    scheme.dropFirst("://".utf8.count).prefix { !"/?\\".utf8.contains($0) }
  }
}
