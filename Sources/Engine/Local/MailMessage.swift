import Automations
import OrderedJSON

/// A mail as RFC 5322 writes it, made from the params `{to, subject, body}`.
struct MailMessage {
  let bytes: [UInt8]

  /// - Parameters:
  ///   - id: the local part of the `Message-ID`, the same for the same mail.
  ///   - secondsSince1970: when it is written.
  init(_ params: JSON, id: String, secondsSince1970: Int) throws(LocalFault) {
    let recipients = try MailAddress.list(params["to"])
    guard let subject = params["subject"]?.text ?? (params["subject"] == nil ? "" : nil) else {
      throw .param("subject", rule: "must be a text")
    }
    let body = params["body"].map { $0.text ?? $0.pretty } ?? ""
    let encoding = MailBody(body)
    let header = [
      "From: Reprise <reprise@localhost>",
      "To: " + recipients.map(\.header).joined(separator: ",\r\n "),
      "Subject: " + EncodedWords(subject).header,
      "Date: " + InternetDate.mail(secondsSince1970: secondsSince1970),
      "Message-ID: <\(id)@reprise.localhost>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: " + encoding.name,
    ]
    bytes = Array((header.joined(separator: "\r\n") + "\r\n\r\n").utf8) + encoding.bytes
  }
}

/// A recipient: `alice@example.com` or `Alice <alice@example.com>`.
struct MailAddress {
  private let name: String
  private let address: String

  /// - Parameter value: one text with recipients separated by commas, or a list of texts.
  static func list(_ value: JSON?) throws(LocalFault) -> [MailAddress] {
    let texts: [String] =
      switch value {
      case .string(let text)?: [text]
      case .array(let elements)?: elements.compactMap(\.text)
      default: []
      }
    var addresses: [MailAddress] = []
    for text in texts.flatMap(split) { addresses.append(try MailAddress(text)) }
    let isComplete = value?.elements.map { $0.count == texts.count } ?? true
    guard isComplete, !addresses.isEmpty else {
      throw .param("to", rule: "must be an address such as alice@example.com, or a list of them")
    }
    return addresses
  }

  var header: String {
    name.isEmpty ? address : "\(EncodedWords(name).phrase) <\(address)>"
  }

  private init(_ text: String) throws(LocalFault) {
    var (name, address) = ("", text)
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      name = String(text[..<open]).trimmed.filter { $0 != "\"" }
      address = String(text[text.index(after: open)...].dropLast())
    }
    address = address.trimmed
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, address.utf8.count <= 254,
      address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }),
      !address.contains(where: { "<>,;:\"()[]\\".contains($0) || $0.isWhitespace })
    else { throw .param("to", rule: "holds \"\(text)\", which is no address") }
    self.name = name
    self.address = address
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
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
