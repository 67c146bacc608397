package import OrderedJSON

extension BoundTool {
  /// What makes a call impossible whatever answers: a bound that it breaks, or a header that it has
  /// twice; `nil`: nothing that shows before it is carried out.
  /// - Parameter params: as they are sent.
  func fault(of params: JSON) -> ParamFault? {
    if takesHTTPRequests {
      return params["url"]?.text.flatMap(ParamFault.ofURL)
        ?? params["headers"]?.members.flatMap(HTTPHeaderNames.fault)
    }
    return switch embedded {
    case .sendEmail?: ParamFault.ofMail(params)
    case .appendRow?:
      params.given(Signature.Table.rows).flatMap { ParamFault.ofRows($0.value.asRows, $0.name) }
    case .note?, nil: nil
    }
  }
}

extension ParamFault {
  package static func ofURL(_ text: String) -> ParamFault? {
    let count = text.utf8.count
    return count <= Limits.urlBytes
      ? nil : ParamFault("url", "must have at most \(Limits.urlBytes) bytes; there are \(count)")
  }

  /// - Parameter rows: objects and lists.
  package static func ofRows(_ rows: [JSON], _ param: String) -> ParamFault? {
    guard rows.count <= Limits.rowsAtOnce else {
      return ParamFault(
        param, "must have at most \(Limits.rowsAtOnce) rows; there are \(rows.count)")
    }
    let width = rows.lazy.map { $0.members?.count ?? $0.elements?.count ?? 0 }
      .first { $0 > Limits.columns }
    return width.map {
      ParamFault(param, "must have at most \(Limits.columns) columns; there are \($0)")
    }
  }

  package static func ofSubject(_ text: String, _ param: String) -> ParamFault? {
    text.utf8.count <= Limits.subjectBytes
      ? nil : ParamFault(param, "must have at most \(Limits.subjectBytes) bytes")
  }

  /// - Parameters:
  ///   - text: `nil`: the mail has none; as is `html`.
  package static func ofTexts(_ text: String?, html: String?) -> ParamFault? {
    let size = (text?.utf8.count ?? 0) + (html?.utf8.count ?? 0)
    guard size > Limits.mailTextBytes else { return nil }
    return ParamFault(
      text?.isEmpty == false ? "body" : "html",
      "must have at most \(Limits.mailTextBytes) bytes; there are \(size)")
  }

  /// What is no text where one is needed is the run's to tell.
  fileprivate static func ofMail(_ params: JSON) -> ParamFault? {
    do throws(ParamFault) {
      var count = 0
      for names in [Signature.Mail.to, Signature.Mail.cc, Signature.Mail.bcc] {
        guard let (name, value) = params.given(names), MailRecipients.given(value) != nil else {
          continue
        }
        count += try MailRecipients(value, name).texts.count
      }
      try MailRecipients.check(count: count, "to")
    } catch {
      return error
    }
    let subject = params.given(Signature.Mail.subject)
    return subject.flatMap { named in named.value.text.flatMap { ofSubject($0, named.name) } }
      ?? ofTexts(
        params.given(Signature.Mail.body)?.value.mailed,
        html: params.given(Signature.Mail.html)?.value.text)
  }
}

extension JSON {
  /// The rows that it stands for: itself, or the elements where all of them are rows.
  fileprivate var asRows: [JSON] {
    guard let elements, elements.allSatisfy({ $0.members != nil || $0.elements != nil }) else {
      return [self]
    }
    return elements
  }

  /// As it stands in a mail: a value that is no text as its JSON, one that says nothing as an empty text.
  package var mailed: String {
    if let text { return text }
    if isEmpty { return "" }
    let text = serialized
    return text.utf8.count <= Limits.mailedValueBytes ? pretty : text
  }
}
