/// A character as HTML writes it by its number or its name (HTML, 13.5).
struct HTMLCharacter {
  let text: String
  /// Behind it.
  let end: Int

  /// - Parameter rest: from the ampersand on.
  /// - Returns: `nil` where it is none, or has no name that is known here.
  init?(at rest: ArraySlice<UInt8>) {
    guard let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    let text =
      name.hasPrefix("#")
      ? HTMLCharacter.numbered(name.dropFirst()) : HTMLCharacter.named[name]
    guard let text else { return nil }
    (self.text, self.end) = (text, end + 1)
  }

  /// The text of an attribute's value.
  static func text(of value: ArraySlice<UInt8>) -> String {
    var (text, rest) = ("", value)
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<start], as: UTF8.self)
      let character = HTMLCharacter(at: rest[start...])
      text += character?.text ?? "&"
      rest = rest[(character?.end ?? start + 1)...]
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func numbered(_ digits: Substring) -> String? {
    let number =
      digits.first?.lowercased() == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, let scalar = Unicode.Scalar(number) else { return nil }
    switch number {
    case 0x09, 0x0A, 0x0C, 0x0D: return " "
    // Of Windows' charset, whatever Unicode has there.
    case 0x80...0x9F: return Charset.windows1252.text([UInt8(number)], isCut: false)
    default: return number >= 0x20 ? String(scalar) : nil
    }
  }

  /// Those of Latin-1 (RFC 1866, 14), and what else stands in mails.
  private static let named: [String: String] = {
    let latin = zip(latinNames.split(separator: " "), UInt8(0xA0)...0xFF).map {
      (String($0), String(Unicode.Scalar($1)))
    }
    return others.merging(latin) { other, _ in other }
  }()

  private static let latinNames = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
    Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
    acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """

  private static let others = [
    "amp": "&", "AMP": "&", "lt": "<", "LT": "<", "gt": ">", "GT": ">", "quot": "\"",
    "QUOT": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "shy": "",
    "zwnj": "", "zwj": "", "lrm": "", "rlm": "", "OElig": "Œ", "oelig": "œ", "Scaron": "Š",
    "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜", "trade": "™",
    "euro": "€", "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "minus": "−",
    "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
    "lsaquo": "‹", "rsaquo": "›", "dagger": "†", "Dagger": "‡", "permil": "‰", "larr": "←",
    "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "rArr": "⇒", "le": "≤", "ge": "≥",
    "ne": "≠", "asymp": "≈", "infin": "∞", "check": "✓",
  ]
}
