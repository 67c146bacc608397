import Automations
import OrderedJSON

/// A mail as RFC 5322 writes it, made from the params of `send_email`.
struct MailMessage {
  let bytes: [UInt8]
  /// Of everybody to whom it goes, each once, those of blind copies too, whom no header names.
  let recipients: [String]

  /// - Parameters:
  ///   - id: the local part of the `Message-ID`, the same for the same mail.
  ///   - secondsSince1970: when it is written.
  init(_ params: JSON, id: String, secondsSince1970: Int) throws(LocalFault) {
    let to = try MailMessage.addresses(Signature.Mail.to, params, isNeeded: true)
    let cc = try MailMessage.addresses(Signature.Mail.cc, params)
    let bcc = try MailMessage.addresses(Signature.Mail.bcc, params)
    let replyTo = try MailMessage.addresses(Signature.Mail.replyTo, params)
    let all = to + cc + bcc
    do throws(ParamFault) {
      try MailRecipients.check(count: all.count, "to")
    } catch {
      throw LocalFault(error)
    }
    var seen: Set<String> = []
    recipients = all.map(\.address).filter { seen.insert($0).inserted }

    let subject = try MailMessage.subject(params)
    let content = try MailContent(params, boundary: "=_" + id.prefix(60))
    let header = [
      "From: Reprise <reprise@localhost>", MailMessage.field("To", to),
      cc.isEmpty ? nil : MailMessage.field("Cc", cc),
      replyTo.isEmpty ? nil : MailMessage.field("Reply-To", replyTo),
      "Subject: " + EncodedWords(subject).header,
      "Date: " + InternetDate.mail(secondsSince1970: secondsSince1970),
      "Message-ID: <\(id)@reprise.localhost>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
    ]
    bytes =
      Array((header.compactMap(\.self).joined(separator: "\r\n") + "\r\n").utf8) + content.bytes
  }

  private static func addresses(
    _ names: [String], _ params: JSON, isNeeded: Bool = false
  ) throws(LocalFault) -> [MailAddress] {
    let usual = names.first ?? ""
    guard let (name, value) = params.given(names) else {
      if isNeeded { throw LocalFault(MailRecipients.none(usual)) }
      return []
    }
    let addresses = try MailAddress.list(value, name)
    // An empty field of a form is none.
    if isNeeded, addresses.isEmpty { throw LocalFault(MailRecipients.none(name)) }
    return addresses
  }

  private static func subject(_ params: JSON) throws(LocalFault) -> String {
    guard let (name, value) = params.given(Signature.Mail.subject), !value.isEmpty else {
      return ""
    }
    guard let subject = value.text else { throw .param(name, rule: "must be a text") }
    if let fault = ParamFault.ofSubject(subject, name) { throw LocalFault(fault) }
    return subject
  }

  private static func field(_ name: String, _ addresses: [MailAddress]) -> String {
    "\(name): " + addresses.map(\.header).joined(separator: ",\r\n ")
  }
}

/// What a mail says, as text, and as HTML with a text beside it for who does not show that.
struct MailContent {
  /// With the headers that tell what it is.
  let bytes: [UInt8]

  /// - Parameter boundary: what stands between text and HTML; at most 70 characters.
  init(_ params: JSON, boundary: String) throws(LocalFault) {
    let text = params.given(Signature.Mail.body)?.value.mailed
    let html = try MailContent.html(params)
    guard [text, html].contains(where: { $0?.contains { !$0.isWhitespace } == true }) else {
      throw .param("body", rule: "must be a text, or html: a mail needs one")
    }
    if let fault = ParamFault.ofTexts(text, html: html) { throw LocalFault(fault) }
    guard let html else {
      bytes = MailBody(text ?? "").part("plain")
      return
    }
    let shown = text?.contains { !$0.isWhitespace } == true ? text : nil
    let start = Array("--\(boundary)\r\n".utf8)
    bytes =
      Array("Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n".utf8)
      + start + MailBody(shown ?? HTMLText.plain(html), avoiding: boundary).part("plain")
      + start + MailBody(html, avoiding: boundary).part("html")
      + Array("--\(boundary)--\r\n".utf8)
  }

  private static func html(_ params: JSON) throws(LocalFault) -> String? {
    guard let (name, value) = params.given(Signature.Mail.html), !value.isEmpty else { return nil }
    guard let html = value.text else { throw .param(name, rule: "must be a text") }
    return html
  }
}
