import CIconv
import Glibc
import OrderedJSON
import Workflows

/// A way of writing characters as bytes, by the names that servers use (WHATWG Encoding, 4.2).
struct Charset: Sendable {
  private let name: String
  /// As it was given, in lower case.
  private let label: String

  static let utf8 = Charset(name: "utf-8")
  /// Of Western Europe on Windows; it reads whatever it gets.
  static let windows1252 = Charset(name: "windows-1252")

  /// - Returns: `nil` where the label is no name of a charset; whether the machine knows it shows when
  ///   it is used.
  init?(label: String) {
    let label = label.lowercased()
    guard (1...Limits.charsetLabelBytes).contains(label.utf8.count),
      label.utf8.allSatisfy({ $0.isUnreserved || $0 == UInt8(ascii: ":") })
    else { return nil }
    self.label = label
    name = Charset.meant[label] ?? label
  }

  private init(name: String) { (self.name, label) = (name, name) }

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
    guard let conversion = Conversion(from: name, to: "UTF-8") else { return nil }
    let (output, stop) = conversion.run(bytes)
    let isWhole = stop.map { $0.cause == EINVAL && isCut } ?? true
    return isWhole ? String(validating: output, as: UTF8.self) : nil
  }

  /// Why a text cannot be written in a charset.
  enum Unwritable: Error {
    /// The machine does not know it.
    case charset
    /// It has no such character.
    case scalar(Unicode.Scalar)
  }

  /// Texts in this charset, which is the one that its label names and no wider one; each as if it
  /// stood alone.
  func bytes(of texts: [String]) throws(Unwritable) -> [[UInt8]] {
    guard name != "utf-8" else { return texts.map { Array($0.utf8) } }
    let conversion = Conversion(from: "UTF-8", to: label) ?? Conversion(from: "UTF-8", to: name)
    guard let conversion else { throw .charset }
    var written: [[UInt8]] = []
    for text in texts {
      let bytes = Array(text.utf8)
      let (output, stop) = conversion.run(bytes)
      guard let stop else {
        written.append(output)
        continue
      }
      let rest = String(decoding: bytes.suffix(stop.left).prefix(4), as: UTF8.self)
      guard let scalar = rest.unicodeScalars.first else { throw .charset }
      throw .scalar(scalar)
    }
    return written
  }
}

extension String {
  /// Whether it has a byte that no text has (WHATWG MIME Sniffing, 3).
  var hasBinaryByte: Bool {
    utf8.contains { byte in
      switch byte {
      case 0...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: true
      default: false
      }
    }
  }
}

/// What `iconv(3)` makes of bytes: of one text after another, since to open it takes ten times as long
/// as a short one.
private final class Conversion {
  private let converter: iconv_t?
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  /// - Returns: `nil` where the machine does not know one of the charsets.
  init?(from source: String, to target: String) {
    let converter = iconv_open(target, source)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    self.converter = converter
  }

  deinit { iconv_close(converter) }

  /// A text whole; the next one begins anew.
  /// - Returns: also the `errno` of what it did not take, and how many bytes it left; `nil`: it took
  ///   all.
  func run(_ bytes: [UInt8]) -> (output: [UInt8], stop: (cause: Int32, left: Int)?) {
    var input = bytes
    return input.withUnsafeMutableBytes { input in
      buffer.withUnsafeMutableBytes { Conversion.run(converter, input, $0) }
    }
  }

  private static func run(
    _ converter: iconv_t?, _ input: UnsafeMutableRawBufferPointer,
    _ buffer: UnsafeMutableRawBufferPointer
  ) -> (output: [UInt8], stop: (cause: Int32, left: Int)?) {
    let failure = -1
    var output: [UInt8] = []
    var stop: (cause: Int32, left: Int)?
    var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
    var (left, isOver) = (input.count, false)
    while !isOver {
      var place = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = buffer.count
      // Some charsets hold a letter back for what may follow it; without input it comes out, and
      // what comes next begins as the first did.
      let isLast = left == 0 || stop != nil
      let status =
        isLast
        ? iconv(converter, nil, nil, &place, &room) : iconv(converter, &next, &left, &place, &room)
      let cause = errno
      output.append(contentsOf: buffer.prefix(buffer.count - room))
      if status == failure, cause == E2BIG { continue }
      if status == failure, stop == nil { stop = (cause, left) }
      isOver = isLast
    }
    return (output, stop)
  }
}
