/// Reads server-sent events as they come (WHATWG HTML, 9.2.6): lines that end with LF, CR or both.
package struct EventStream: Sendable {
  package struct Event: Hashable, Sendable {
    /// What the field `event` says; `message` where it says nothing.
    package let type: String
    /// Its lines of `data`, with LF between them.
    package let data: String
  }

  /// An event or a line of it is longer than what is read of one.
  package struct TooLong: Error {}

  private let most: Int
  private var line: [UInt8] = []
  private var endedWithCR = false
  private var isFirstLine = true
  private var type = ""
  private var data: [UInt8] = []
  private var hasData = false

  /// - Parameter most: bytes of an event's data, and of a line.
  package init(most: Int) { self.most = most }

  /// - Returns: the events that are complete with these bytes. What follows the last of them is kept
  ///   for the next; what never becomes complete is no event.
  package mutating func read(
    _ bytes: some Collection<UInt8>
  ) throws(TooLong) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      let wasCR = endedWithCR
      endedWithCR = byte == 0x0D
      if byte == 0x0A, wasCR { continue }
      guard byte == 0x0A || byte == 0x0D else {
        guard line.count < most else { throw TooLong() }
        line.append(byte)
        continue
      }
      if let event = try endLine() { events.append(event) }
    }
    return events
  }

  /// - Returns: the event that the line ends.
  private mutating func endLine() throws(TooLong) -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirstLine = false
    guard !line.isEmpty else { return dispatch() }
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    var value = line[name.endIndex...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    if name.elementsEqual("data".utf8) {
      if hasData { data.append(0x0A) }
      hasData = true
      guard data.count + value.count <= most else { throw TooLong() }
      data.append(contentsOf: value)
    } else if name.elementsEqual("event".utf8) {
      type = String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  private mutating func dispatch() -> Event? {
    defer {
      (type, hasData) = ("", false)
      data.removeAll(keepingCapacity: true)
    }
    guard hasData else { return nil }
    return Event(
      type: type.isEmpty ? "message" : type, data: String(decoding: data, as: UTF8.self))
  }
}
