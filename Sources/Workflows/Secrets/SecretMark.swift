package import OrderedJSON

/// What stands in the texts of a recording where secrets stood: `[secret token #…]`, with a word that
/// nobody was ever told. So a text that somebody has written himself is none.
package struct SecretMark: Hashable, Sendable {
  /// Of one recording: letters, digits, `-` and `_`.
  package let word: String
  /// Behind the name.
  private let end: [UInt8]

  /// - Parameter word: letters, digits, `-` and `_`, as many as nobody guesses.
  package init(word: String) {
    self.word = word
    end = Array(" #\(word)]".utf8)
  }

  private static let start = Array("[secret ".utf8)

  /// What stands for the secret of a name in a text that is kept.
  package func standIn(for name: String) -> String { "[secret \(name) #\(word)]" }

  /// What people see of it: `[secret token]`.
  package static func shown(_ name: String) -> String { "[secret \(name)]" }
}

extension SecretMark {
  /// A piece of a text that was kept.
  enum Piece: Hashable {
    case text(String)
    /// By its name.
    case secret(String)
  }

  /// The pieces of a text that was kept, in order; none are empty. Linear in its length.
  func pieces(of text: String) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    // What follows the last mark, and where the newest beginning of one stands.
    var (rest, begin): (Int, Int?) = (0, nil)
    var place = 0
    while place < bytes.count {
      if bytes[place] == SecretMark.start[0], bytes[place...].starts(with: SecretMark.start) {
        begin = place
        place += SecretMark.start.count
      } else if let begun = begin, bytes[place] == end[0], bytes[place...].starts(with: end) {
        if rest < begun {
          pieces.append(.text(String(decoding: bytes[rest..<begun], as: UTF8.self)))
        }
        let name = bytes[(begun + SecretMark.start.count)..<place]
        pieces.append(.secret(String(decoding: name, as: UTF8.self)))
        place += end.count
        (rest, begin) = (place, nil)
      } else {
        place += 1
      }
    }
    if rest < bytes.count { pieces.append(.text(String(decoding: bytes[rest...], as: UTF8.self))) }
    return pieces
  }

  /// The text as people see it, and the names of its secrets; `nil`: it has none.
  func shown(_ text: String) -> (text: String, names: [String])? {
    guard text.utf8.count >= end.count, text.utf8.contains(UInt8(ascii: "#")) else { return nil }
    var names: [String] = []
    let shown = pieces(of: text).map { piece in
      switch piece {
      case .text(let text): return text
      case .secret(let name):
        names.append(name)
        return SecretMark.shown(name)
      }
    }
    return names.isEmpty ? nil : (shown.joined(), names)
  }

  /// The value as people see it.
  package func shown(_ json: JSON) -> JSON {
    json.mapTexts { text in .string(shown(text)?.text ?? text) }
  }

  /// The value as a template: a reference where a secret stood, and all else literal.
  package func template(of json: JSON) -> JSON { references(in: json.escapingReferences) }

  /// The template with references where secrets stood.
  package func references(in template: JSON) -> JSON {
    switch template {
    case .string(let text):
      guard let pieces = templatePieces(of: text) else { return template }
      return pieces.count == 1 ? pieces[0] : ["$text": .array(pieces)]
    case .array(let elements): return .array(elements.map(references))
    case .object(let members):
      if let pieces = template["$text"]?.elements {
        return ["$text": .array(pieces.flatMap { templatePieces(of: $0.text ?? "") ?? [$0] })]
      }
      return .object(members.map { JSON.Member($0.key, references(in: $0.value)) })
    default: return template
    }
  }

  /// - Returns: `nil`: no secret stood in it.
  private func templatePieces(of text: String) -> [JSON]? {
    guard shown(text) != nil else { return nil }
    return pieces(of: text).map { piece in
      switch piece {
      case .text(let text): JSON.string(text)
      case .secret(let name): Reference.toSecret(name)
      }
    }
  }
}

extension JSON {
  /// With something else in the place of each text that is a value.
  fileprivate func mapTexts(_ transform: (String) -> JSON) -> JSON {
    switch self {
    case .string(let text): transform(text)
    case .array(let elements): .array(elements.map { $0.mapTexts(transform) })
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.mapTexts(transform)) })
    default: self
    }
  }
}

extension SecretMark? {
  /// The value as people see it; itself where no secret stood in it.
  package func shown(_ json: JSON) -> JSON { self?.shown(json) ?? json }

  /// The same of a text.
  package func shown(_ text: String) -> String { shown(.string(text)).text ?? text }
}
