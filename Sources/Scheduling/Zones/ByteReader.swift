/// Reads big-endian numbers from a file's bytes and never past their end.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func bytes(count: Int) throws(TZif.Fault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw .truncated(at: bytes.count) }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func skip(_ count: Int) throws(TZif.Fault) {
    _ = try bytes(count: count)
  }

  mutating func byte() throws(TZif.Fault) -> UInt8 {
    guard position < bytes.count else { throw .truncated(at: bytes.count) }
    defer { position += 1 }
    return bytes[position]
  }

  /// A signed number of 4 or 8 bytes.
  mutating func integer(size: Int) throws(TZif.Fault) -> Int64 {
    let pattern = try bytes(count: size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 4
      ? Int64(Int32(truncatingIfNeeded: pattern)) : Int64(truncatingIfNeeded: pattern)
  }

  mutating func integers(count: Int, size: Int) throws(TZif.Fault) -> [Int64] {
    guard count <= (bytes.count - position) / size else { throw .truncated(at: bytes.count) }
    var numbers: [Int64] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(try integer(size: size)) }
    return numbers
  }

  /// A count of 4 bytes, unsigned.
  mutating func count() throws(TZif.Fault) -> Int {
    Int(UInt32(truncatingIfNeeded: try integer(size: 4)))
  }
}
