import Automations
import OrderedJSON

/// What stands in a cell of a table, or above a column.
struct Cell: Sendable {
  /// As it is written.
  let text: String
  /// Whether it has an apostrophe before it that it was not given, so that it is shown and not reckoned
  /// with.
  let isGuarded: Bool

  /// Null is an empty cell; what has parts is its JSON.
  init(_ value: JSON, formulas: Formulas) {
    switch value {
    case .null: (text, isGuarded) = ("", false)
    case .string(let given):
      isGuarded = formulas == .text && given.isFormula
      text = isGuarded ? "'" + given : given
    default: (text, isGuarded) = (value.serialized, false)
    }
  }

  /// Of a column's name, which is a text in any case.
  init(name: String) { self.init(.string(name.visible), formulas: .text) }
}

extension String {
  /// What a name shows of itself: without characters that nobody sees, a byte order mark among them,
  /// and without space around.
  var visible: String {
    var scalars = UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isInvisible { scalars.append(scalar) }
    return String(scalars).trimmedOfWhiteSpace
  }

  /// In quotes, with what nobody sees of it as `\u{200B}`.
  var withInvisibleShown: String {
    var text = ""
    for scalar in unicodeScalars {
      text +=
        scalar.isInvisible
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }
    return "\"\(text.cut(toBytes: Limits.quotedNameBytes))\""
  }

  /// Whether a spreadsheet would reckon with the text instead of showing it. Numbers and telephone
  /// numbers with a sign show themselves.
  fileprivate var isFormula: Bool {
    let shown = utf8.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    switch shown.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"): return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isNumber = shown.allSatisfy {
        (0x30...0x39).contains($0) || "+-., ()/:%".utf8.contains($0)
      }
      return !isNumber && Double(self) == nil
    default: return false
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isInvisible: Bool {
    switch properties.generalCategory {
    case .format, .control: true
    default: properties.isVariationSelector
    }
  }
}
