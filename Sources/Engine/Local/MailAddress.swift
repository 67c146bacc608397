import Automations
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
  ///   - value: a text with recipients between commas or semicolons, or a list of recipients.
  ///   - param: its name, for the error.
  static func list(_ value: JSON, _ param: String) throws(LocalFault) -> [MailAddress] {
    let texts: [String]
    do throws(ParamFault) {
      texts = try MailRecipients(value, param).texts
    } catch {
      throw LocalFault(error)
    }
    var addresses: [MailAddress] = []
    for text in texts { addresses.append(try MailAddress(text, param)) }
    return addresses
  }

  private init(_ text: String, _ param: String) throws(LocalFault) {
    let held = "holds \"\(text.cut(toBytes: Limits.quotedNameBytes))\", "
    let fault = LocalFault.param(param, rule: held + "which is no address")
    guard text.utf8.count <= Limits.recipientBytes else { throw fault }
    var (name, address) = ("", text)
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      address = String(text[text.index(after: open)...].dropLast())
      let read = MailAddress.unquoted(text[..<open])
      name = read.name
      // Another recipient would be taken for a part of the name. Before its own address nothing is lost.
      guard read.isWhole, name == address || !read.bare.contains(where: "<>@".contains) else {
        throw .param(
          param,
          rule: held
            + "whose name has \(read.isWhole ? "<, > or @" : "a quote that does not end"): "
            + "write a comma or semicolon between recipients, or the name in quotes")
      }
    }
    let parts = address.trimmedOfWhiteSpace.split(separator: "@", omittingEmptySubsequences: false)
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

  /// A name without its quotes, and without the backslashes that stand before characters in them.
  /// - Returns: also what of it stands outside quotes, and whether these end.
  private static func unquoted(_ text: Substring) -> (name: String, bare: String, isWhole: Bool) {
    var (name, bare) = (String.UnicodeScalarView(), String.UnicodeScalarView())
    var (isQuoted, isEscaped) = (false, false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\" where isQuoted && !isEscaped: isEscaped = true
      case "\"" where !isEscaped: isQuoted.toggle()
      default:
        name.append(scalar)
        if !isQuoted { bare.append(scalar) }
        isEscaped = false
      }
    }
    return (String(name).trimmedOfWhiteSpace, String(bare), !isQuoted)
  }
}
