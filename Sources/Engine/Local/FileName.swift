import Automations

/// A text as a part of a file's name that stays within its folder: letters, digits, `-`, `_` and
/// inner dots as they are, all else as `%XX` of its UTF-8. Different texts give different names.
struct FileName: CustomStringConvertible {
  let description: String

  init(_ text: String) {
    var name = ""
    for (index, byte) in text.utf8.enumerated() {
      if byte.isPlain || byte == UInt8(ascii: ".") && index > 0 {
        name.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    description = name.utf8.count <= 100 ? name : name.prefix(80) + "-" + FileName.digest(text)
  }

  private static func digest(_ text: String) -> String {
    Secret.hexadecimal(Secret.hash(text).prefix(8))
  }
}

extension UInt8 {
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
