import Automations
import OrderedJSON

/// A text as a part of a file's name that stays within its folder: letters, digits, `-`, `_` and
/// inner dots, unless these are to be escaped, as they are, all else as `%XX` of its UTF-8. Different
/// texts give different names: one that would be longer than 100 bytes is cut, and ends in `~`, which
/// no other has, and its SHA-256.
struct FileName: CustomStringConvertible {
  let description: String

  init(_ text: some StringProtocol, escapingDots: Bool = false) {
    // So many bytes are too many, however they are written.
    var name: [UInt8] = []
    for (index, byte) in text.utf8.prefix(Limits.fileNameBytes + 1).enumerated() {
      if byte.isPlain || byte == UInt8(ascii: ".") && index > 0 && !escapingDots {
        name.append(byte)
      } else {
        name += Array(
          ("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).utf8)
      }
    }
    let plain = String(decoding: name, as: UTF8.self)
    description = name.count <= Limits.fileNameBytes ? plain : FileName.cut(plain, of: String(text))
  }

  /// The beginning of a name that is too long, and what tells it from all others.
  /// - Parameter text: what the name stands for.
  static func cut(_ name: String, of text: String) -> String {
    name.prefix(30) + "~" + Secret.hexadecimal(Secret.hash(text))
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
