import Glibc

/// The parameters of a request, which nginx sets by `fastcgi_param`: names of CGI (RFC 3875) and
/// `HTTP_*` for the header fields. A copy, valid for as long as it is kept.
public struct FastCGIParameters: Sendable {
  /// Every `NAME=value`, one behind the other.
  private let bytes: [UInt8]
  private let entries: [Entry]

  private struct Entry {
    let name: Range<Int>
    let value: Range<Int>
  }

  /// The value of the first parameter of that name, `nil` where there is none. Bytes that are not
  /// UTF-8 are replaced by U+FFFD.
  public subscript(name: String) -> String? {
    withValue(of: name) { String(decoding: $0, as: UTF8.self) }
  }

  /// How many parameters there are.
  public var count: Int { entries.count }

  /// The bytes of the first parameter of that name, `nil` where there is none.
  func withValue<Value>(of name: String, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Value)
    -> Value?
  {
    bytes.withUnsafeBufferPointer { buffer in
      entries.first { $0.name.count == name.utf8.count && buffer[$0.name].elementsEqual(name.utf8) }
        .map { body(buffer[$0.value]) }
    }
  }

  /// Calls `body` with the bytes of each name and value, in the order they came.
  func visit<Failure: Error>(
    _ body: (Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>) throws(Failure)
      -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      for entry in entries { try body(buffer[entry.name], buffer[entry.value]) }
    }
  }
}

extension FastCGIParameters {
  /// Copies libfcgi's list: pointers to `NAME=value`, the last one null.
  init(copying list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
    var bytes: [UInt8] = []
    var entries: [Entry] = []
    bytes.reserveCapacity(2048)
    entries.reserveCapacity(48)
    var next = list
    while let pair = next?.pointee {
      let text = UnsafeRawBufferPointer(start: pair, count: strlen(pair))
      let start = bytes.count
      let end = start + text.count
      let equals = text.firstIndex(of: UInt8(ascii: "=")).map { start + $0 } ?? end
      bytes.append(contentsOf: text)
      entries.append(Entry(name: start..<equals, value: min(equals + 1, end)..<end))
      next = next?.successor()
    }
    self.bytes = bytes
    self.entries = entries
  }
}
