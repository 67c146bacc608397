package import OrderedJSON

/// The secrets that went out with a call, to be taken out of all that comes back: as they are, and
/// encoded by base64, percent signs (RFC 3986), the escapes of JSON and the references of HTML. What
/// stands in their place names them: `[secret token]`.
package struct SecretsSent: Sendable {
  /// By their places in what is searched for.
  private let names: [String]
  private let search: ManyTextSearch
  /// What is too short to be told from any other text, and so sought as the whole of one alone.
  private let wholes: [(text: [UInt8], name: String)]

  /// - Parameter secrets: as they were sent. Of those that are alike, the first one's name is told.
  package init(_ secrets: [SecretText]) {
    var search = ManyTextSearch()
    var names: [String] = []
    var wholes: [(text: [UInt8], name: String)] = []
    for secret in secrets where !secret.text.isEmpty {
      let forms = SecretForms(of: secret.text)
      if secret.text.unicodeScalars.count < Limits.secretCharactersSought {
        wholes += forms.whole.map { ($0, secret.name) }
      } else {
        for form in forms.whole + forms.inside { search.add(form, as: names.count) }
        names.append(secret.name)
      }
    }
    search.prepare()
    (self.search, self.names, self.wholes) = (search, names, wholes)
  }

  /// Where nothing secret was sent.
  package static let none = SecretsSent([])

  package var isEmpty: Bool { names.isEmpty && wholes.isEmpty }
}

extension SecretsSent: Discreet {
  package var description: String { "\(names.count + wholes.count) secrets" }
}

extension SecretsSent {
  /// The text with every secret replaced, in a time that is linear in its length. What is cut later is
  /// redacted before: of half a secret nobody knows what it is.
  /// - Parameter isCut: whether the text went on; then what it ends with may begin a secret, and is
  ///   replaced too.
  package func redacting(_ text: String, isCut: Bool = false) -> String {
    guard !isEmpty else { return text }
    let bytes = Array(text.utf8)
    var found: [ManyTextSearch.Match] = []
    for reading in Reading.all(of: bytes) {
      if let whole = wholes.first(where: { $0.text == reading.bytes }) {
        return SecretText.standIn(for: whole.name)
      }
      let beginning = isCut ? Limits.secretCharactersSought : nil
      found += search.matches(in: reading.bytes, beginning: beginning).map { match in
        ManyTextSearch.Match(range: reading.source(of: match.range), index: match.index)
      }
    }
    guard !found.isEmpty else { return text }
    return replacing(joined(found), in: bytes)
  }

  /// The value with every secret replaced, in texts, names of members and numbers; such a number
  /// becomes a text.
  package func redacting(_ json: JSON) -> JSON {
    guard !isEmpty else { return json }
    switch json {
    case .null, .bool: return json
    case .number(let digits):
      let redacted = redacting(digits)
      return redacted == digits ? json : .string(redacted)
    case .string(let text): return .string(redacting(text))
    case .array(let elements): return .array(elements.map { redacting($0) })
    case .object(let members):
      return .object(members.map { JSON.Member(redacting($0.key), redacting($0.value)) })
    }
  }

  /// In the order of the text, those that overlap as one with the name of the longest.
  private func joined(_ matches: [ManyTextSearch.Match]) -> [ManyTextSearch.Match] {
    var joined: [ManyTextSearch.Match] = []
    for match in matches.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if let last = joined.last, match.range.lowerBound < last.range.upperBound {
        joined[joined.count - 1] = last.joined(with: match)
      } else {
        joined.append(match)
      }
    }
    return joined
  }

  private func replacing(_ matches: [ManyTextSearch.Match], in bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var end = 0
    for match in matches {
      output += bytes[end..<match.range.lowerBound]
      output += SecretText.standIn(for: names[match.index]).utf8
      end = match.range.upperBound
    }
    output += bytes[end...]
    return String(decoding: output, as: UTF8.self)
  }
}
