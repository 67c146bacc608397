import Foundation
import OrderedJSON

/// Names of accounts. People tell them apart by what they see, so no two that look the same are
/// made.
package enum AccountName {
  /// A name as it is kept: in NFC (UAX #15).
  package static func composed(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping
  }

  /// What is wrong with a name that somebody is to get.
  package static func faults(of name: String) -> [Fault] {
    let faults = Fault.ofIdentifier(name, "name")
    guard faults.isEmpty else { return faults }
    let scalars = name.unicodeScalars
    if scalars.contains(where: { $0.properties.generalCategory == .control }) {
      return [Fault(["name"], "must not contain control characters, such as a line break or a tab")]
    }
    // An emoji may end with a mark that is not seen itself.
    let ends = [scalars.first, scalars.last].compactMap(\.self)
    if ends.contains(where: { isUnseen($0) && $0.properties.generalCategory != .nonspacingMark }) {
      return [
        Fault(["name"], "must not begin or end with a space or with a character that is not seen")
      ]
    }
    if scalars.contains(where: \.isDeceptive) {
      return [
        Fault(["name"], "must not contain characters that turn the direction of what stands there")
      ]
    }
    // A text of such characters alone.
    if skeleton(of: name).isEmpty { return [Fault(["name"], "must have a character that is seen")] }
    if name == "*" { return [Fault(["name"], "* means everybody; choose another name")] }
    return []
  }

  /// What two texts have in common that look alike, or are the same but for capitals: compatibility
  /// characters, capitals, letters of other alphabets that look like Latin ones, and what is not
  /// seen make no difference (after UTS #39, 4). It is no name, and shown to nobody.
  package static func skeleton(of text: String) -> String {
    let plain = text.precomposedStringWithCompatibilityMapping
    // Upper case first: some letters have a small form of their own, such as ß and ς.
    let folded = plain.uppercased().lowercased().precomposedStringWithCompatibilityMapping
    var scalars = String.UnicodeScalarView()
    for scalar in folded.unicodeScalars where !isUnseen(scalar) || scalar == " " {
      let isSecondSpace = scalar == " " && scalars.last == " "
      if !isSecondSpace { scalars.append(lookalikes[scalar] ?? scalar) }
    }
    return String(scalars)
  }

  /// White space, control and format characters, and others that are not shown (UAX #44,
  /// Default_Ignorable_Code_Point).
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .control || properties.generalCategory == .format
  }

  /// Letters of other alphabets, small ones, each with a Latin one that its small or its capital
  /// letter cannot be told from
  /// (https://www.unicode.org/Public/security/latest/confusables.txt).
  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
    let alphabets = [
      ("аеорсухіһјԁԛԝѕӏвкмнт", "aeopcyxihjdqwslbkmht"), ("αβεζηικμνορτυχ", "abezhikmvoptux"),
      ("օսոհցզ", "ounhgq"), ("ɑɡ", "ag"),
    ]
    let pairs = alphabets.flatMap { zip($0.unicodeScalars, $1.unicodeScalars) }
    return Dictionary(pairs) { first, _ in first }
  }()
}
