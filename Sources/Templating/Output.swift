/// The UTF-8 that has been rendered so far. It grows like an array; an array would check at every
/// append, of which a page has a thousand, that nobody else holds it.
struct Output: ~Copyable {
  private var bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16_384)
  private var count = 0

  deinit {
    bytes.deallocate()
  }

  /// Calls the body with the bytes, which are valid only inside.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(rebasing: bytes[..<count]))
  }

  mutating func append(_ new: UnsafeBufferPointer<UInt8>) {
    guard let start = new.baseAddress, let end = bytes.baseAddress else { return }
    guard new.count <= bytes.count - count else {
      grow(by: new.count)
      return append(new)
    }
    (end + count).initialize(from: start, count: new.count)
    count += new.count
  }

  private mutating func grow(by added: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(bytes.count * 2, count + added))
    withBytes { _ = larger.initialize(fromContentsOf: $0) }
    bytes.deallocate()
    bytes = larger
  }
}
