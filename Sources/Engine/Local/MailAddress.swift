import OrderedJSON

/// A recipient: `alice@example.com` or `Alice <alice@example.com>`.
struct MailAddress: Sendable {
  private let name: String
  /// In ASCII, its domain too.
  let address: String

  /// As a header has it.
  var header: String {
    name.isEmpty ? address : "\(EncodedWords(name).phrase) <\(address)>"
  }

  /// - Parameters:
  ///   - value: a text with recipients separated by commas, or a list of such texts.
  ///   - param: its name, for the error.
  /// - Returns: one at least.
  static func list(_ value: JSON, _ param: String) throws(LocalFault) -> [MailAddress] {
    let texts = value.text.map { [$0] } ?? value.elements?.compactMap(\.text) ?? []
    let isComplete = value.elements.map { $0.count == texts.count } ?? true
    guard texts.reduce(0, { $0 + $1.utf8.count }) <= Limits.mailRecipients * Limits.recipientBytes
    else {
      throw .param(
        param,
        rule: "must have at most \(Limits.mailRecipients) recipients, of "
          + "\(Limits.recipientBytes) bytes each")
    }
    let parts = texts.flatMap { split($0) }
    guard isComplete, !parts.isEmpty else {
      throw .param(param, rule: "must be an address such as alice@example.com, or a list of them")
    }
    try check(count: parts.count, param)
    var addresses: [MailAddress] = []
    for part in parts { addresses.append(try MailAddress(part, param)) }
    return addresses
  }

  static func check(count: Int, _ param: String) throws(LocalFault) {
    guard count <= Limits.mailRecipients else {
      throw .param(
        param,
        rule: "must have at most \(Limits.mailRecipients) recipients, those of copies included; "
          + "there are \(count)")
    }
  }

  private init(_ text: String, _ param: String) throws(LocalFault) {
    let fault = LocalFault.param(
      param, rule: "holds \"\(text.cut(toBytes: Limits.quotedNameBytes))\", which is no address")
    guard text.utf8.count <= Limits.recipientBytes else { throw fault }
    var (name, address) = ("", text)
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      name = String(text[..<open]).trimmed.filter { $0 != "\"" }
      address = String(text[text.index(after: open)...].dropLast())
    }
    let parts = address.trimmed.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, MailAddress.isLocalPart(parts[0].utf8),
      let domain = DomainName.ascii(String(parts[1])), DomainName.isMailDomain(domain),
      parts[0].utf8.count + domain.utf8.count < Limits.mailAddress.bytes
    else { throw fault }
    self.name = name
    self.address = "\(parts[0])@\(domain)"
  }

  /// RFC 5321, 4.1.2, without quotes: words of these characters with single dots between. A hyphen in
  /// front would be an option to a mail program.
  private static func isLocalPart(_ text: Substring.UTF8View) -> Bool {
    (1...Limits.mailAddress.local).contains(text.count) && text.first != UInt8(ascii: "-")
      && text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { word in
          !word.isEmpty
            && word.allSatisfy { $0.isUnreserved || "!#$%&'*+/=?^`{|}".utf8.contains($0) }
        }
  }

  /// At commas outside quotes.
  private static func split(_ text: String) -> [String] {
    var isQuoted = false
    return text.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }.map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}

extension String {
  /// Without white space around.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
