import Foundation
import OrderedJSON

// A secret of a trace was recorded as it stood: with the scheme before it, the name of a cookie, or encoded.
// Whoever is sent it may say again what of it is the secret alone.
extension SecretText {
  /// The secret, and what of it may come back by itself, all of the same name.
  package var spellings: [SecretText] {
    var texts = [text]
    for reading in Reading.all(of: Array(text.utf8)).dropFirst() {
      texts.append(String(decoding: reading.bytes, as: UTF8.self))
    }
    if let space = text.firstIndex(of: " ") {
      let rest = String(text[text.index(after: space)...]).trimmed
      switch text[..<space].lowercased() {
      case "basic":
        texts.append(rest)
        if let pair = Data(base64Encoded: rest), let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        {
          texts.append(String(decoding: pair[pair.index(after: colon)...], as: UTF8.self))
        }
      case "bearer", "token", "apikey": texts.append(rest)
      default: break
      }
    }
    if text.contains("=") {
      texts += text.split(separator: ";").prefix(Limits.cookiesSought).compactMap { pair in
        pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]).trimmed }
      }
    }
    var seen: Set<Spelling> = []
    // A short part of it would be found in any text.
    return texts.filter { part in
      (part == text || part.unicodeScalars.count >= Limits.secretCharactersShown)
        && seen.insert(Spelling(part)).inserted
    }.map { SecretText(name: name, text: $0) }
  }
}
