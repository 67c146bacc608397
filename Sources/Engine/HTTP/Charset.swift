import CIconv
import Glibc
import OrderedJSON
import Workflows

/// A way of writing characters as bytes, by the names that servers use (WHATWG Encoding, 4.2).
struct Charset: Sendable {
  private let name: String

  /// Of Western Europe on Windows; it reads whatever it gets.
  static let windows1252 = Charset(name: "windows-1252")

  /// - Returns: `nil` where the label is no name of a charset; whether the machine knows it shows when
  ///   it is used.
  init?(label: String) {
    let label = label.lowercased()
    guard (1...Limits.charsetLabelBytes).contains(label.utf8.count),
      label.utf8.allSatisfy({ $0.isUnreserved || $0 == UInt8(ascii: ":") })
    else { return nil }
    name = Charset.meant[label] ?? label
  }

  private init(name: String) { self.name = name }

  /// What browsers read, where a label says less than is sent under it.
  private static let meant = [
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252",
    "latin1": "windows-1252", "l1": "windows-1252", "us-ascii": "windows-1252",
    "ascii": "windows-1252", "cp1252": "windows-1252", "x-cp1252": "windows-1252",
    "iso-8859-9": "windows-1254", "latin5": "windows-1254", "utf8": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "big5": "big5-hkscs", "x-mac-roman": "macintosh",
  ]

  /// The text of the bytes; `nil` where they are none in this charset, or the machine does not know it.
  /// - Parameter isCut: whether the last character may lack its end; it is left out then.
  func text(_ bytes: some BidirectionalCollection<UInt8>, isCut: Bool) -> String? {
    switch name {
    case "utf-8": isCut ? String(cut: bytes) : String(validating: bytes, as: UTF8.self)
    case "windows-1252": Charset.western(bytes)
    default: converted(Array(bytes), isCut: isCut)
    }
  }

  private static func western(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let isSpecial = 0x80...0x9F ~= byte
      let code = isSpecial ? special[Int(byte) - 0x80] : UInt16(byte)
      text.append(Unicode.Scalar(code) ?? Unicode.Scalar(byte))
    }
    return String(text)
  }

  /// What 0x80 to 0x9F are.
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// By `iconv(3)`.
  private func converted(_ bytes: [UInt8], isCut: Bool) -> String? {
    let converter = iconv_open("UTF-8", name)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    let failure = -1
    var (input, output) = (bytes, [UInt8]())
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let isWhole = input.withUnsafeMutableBytes { input in
      buffer.withUnsafeMutableBytes { buffer in
        var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        while left > 0 {
          var place = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = buffer.count
          let status = iconv(converter, &next, &left, &place, &room)
          let cause = errno
          output.append(contentsOf: buffer.prefix(buffer.count - room))
          guard status == failure, cause != E2BIG else { continue }
          return cause == EINVAL && isCut
        }
        return true
      }
    }
    return isWhole ? String(validating: output, as: UTF8.self) : nil
  }
}
