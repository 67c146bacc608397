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
    let authority = rest.dropFirst("://".utf8.count).prefix { !"/?\\".utf8.contains($0) }
    if authority.contains(UInt8(ascii: "@")) {
      return "must not hold a name or password: say them in auth, where they are kept as secrets"
    }
    return authority.isEmpty || authority.first == UInt8(ascii: ":") ? "must name a host" : nil
  }
}
