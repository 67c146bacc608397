/// Bytes that are looked for among others, in a time that grows with these alone (Knuth, Morris and
/// Pratt, 1977).
struct Needle: Sendable {
  let bytes: [UInt8]
  /// How many bytes at the beginning stand before each place too, as many as may be.
  private let repeated: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var repeated = [0]
    for byte in bytes.dropFirst() {
      repeated.append(Needle.step(repeated.last ?? 0, byte, bytes, repeated))
    }
    self.repeated = repeated
  }

  /// Where it stands first from a place on; `nil`: nowhere.
  func place(in others: [UInt8], from start: Int) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var count = 0
    for (index, byte) in others[start...].enumerated() {
      count = Needle.step(count, byte, bytes, repeated)
      if count == bytes.count { return start + index + 1 - count }
    }
    return nil
  }

  /// How many bytes fit with one more.
  private static func step(
    _ count: Int, _ byte: UInt8, _ bytes: [UInt8], _ repeated: [Int]
  ) -> Int {
    var count = count
    while count > 0, bytes[count] != byte { count = repeated[count - 1] }
    return bytes[count] == byte ? count + 1 : 0
  }
}
