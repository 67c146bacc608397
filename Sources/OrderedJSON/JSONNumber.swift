/// The value of a number as it was written, exactly: 1, 1.0 and 10e-1 are equal. Time and memory grow
/// with its digits, not with its size.
package struct JSONNumber: Hashable, Sendable {
  /// The digits after `0.`, none of them a zero at either end; none: zero.
  private let digits: [UInt8]
  /// The power of ten that `0.digits` is multiplied with; 0 for zero.
  private let power: Int
  private let isNegative: Bool

  /// - Parameter text: a number of JSON (RFC 8259, 6); `nil` for anything else, and where the exponent
  ///   has more digits than `Limits.exponentDigits`.
  package init?(_ text: String) {
    var parts = NumberParts(text.utf8[...])
    guard let written = parts.read() else { return nil }
    let digits = written.whole + written.fraction
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    let trailing = digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    guard leading < digits.count else {
      (self.digits, power, isNegative) = ([], 0, false)
      return
    }
    guard let exponent = written.exponent else { return nil }
    self.digits = Array(digits[leading..<(digits.count - trailing)])
    // Neither has more digits than fit by far.
    power = exponent + written.whole.count - leading
    isNegative = written.isNegative
  }

  /// Whether it has no fraction: 1.0 and 1e3 have none.
  package var isWhole: Bool { digits.count <= power || digits.isEmpty }

  private var isZero: Bool { digits.isEmpty }

  /// As an integer; `nil` where it has a fraction or does not fit.
  package var integer: Int? {
    // 19 digits are the most that can fit.
    guard isWhole, power < 20 else { return nil }
    let zeros = Array(repeating: UInt8(ascii: "0"), count: max(power - digits.count, 0))
    let text = String(decoding: digits + zeros, as: UTF8.self)
    return Int((isNegative ? "-" : "") + (text.isEmpty ? "0" : text))
  }
}

extension JSONNumber: Comparable {
  package static func < (one: JSONNumber, other: JSONNumber) -> Bool {
    guard one.sign == other.sign else { return one.sign < other.sign }
    return one.isNegative ? other.isSmaller(than: one) : one.isSmaller(than: other)
  }

  private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// Without their signs, of two that are not zero.
  private func isSmaller(than other: JSONNumber) -> Bool {
    power == other.power
      ? digits.lexicographicallyPrecedes(other.digits) : power < other.power
  }
}

/// Reads a number's text.
private struct NumberParts {
  private var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) { rest = text }

  /// - Returns: `nil` where the text is no number of JSON. The exponent is `nil` where it is longer than
  ///   is read, and 0 where there is none.
  mutating func read() -> (
    isNegative: Bool, whole: [UInt8], fraction: [UInt8], exponent: Int?
  )? {
    let isNegative = take("-")
    let whole = digits()
    guard !whole.isEmpty, whole.first != UInt8(ascii: "0") || whole.count == 1 else { return nil }
    var (fraction, exponent): ([UInt8], Int?) = ([], 0)
    if take(".") {
      fraction = digits()
      if fraction.isEmpty { return nil }
    }
    if take("e") || take("E") {
      let isSmall = take("-")
      if !isSmall { _ = take("+") }
      let written = digits()
      if written.isEmpty { return nil }
      let counted = written.drop { $0 == UInt8(ascii: "0") }
      exponent =
        counted.count > Limits.exponentDigits
        ? nil
        : counted.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } * (isSmall ? -1 : 1)
    }
    return rest.isEmpty ? (isNegative, whole, fraction, exponent) : nil
  }

  private mutating func digits() -> [UInt8] {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return Array(digits)
  }

  private mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, byte == UInt8(ascii: letter) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
