import Glibc

/// What is piped into a command, a line at a time, as bytes.
struct StandardInput {
  private var rest: [UInt8] = []
  /// Where the next line begins, and up to where its end was looked for.
  private var (start, searched) = (0, 0)
  private var isAtEnd = false

  /// Waits for the next line; without its end.
  mutating func nextLine() -> [UInt8]? {
    while true {
      if let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { (start, searched) = (end + 1, end + 1) }
        return Array(rest[start..<end])
      }
      guard !isAtEnd else {
        defer { (start, searched) = (rest.count, rest.count) }
        return start == rest.count ? nil : Array(rest[start...])
      }
      rest.removeSubrange(..<start)
      (start, searched) = (0, rest.count)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      isAtEnd = count <= 0
      rest += buffer.prefix(max(count, 0))
    }
  }
}
