import Glibc

/// What is piped into a command, a line at a time, as bytes.
struct StandardInput {
  private var rest: ArraySlice<UInt8> = []
  private var isAtEnd = false

  /// Waits for the next line; without its end.
  mutating func nextLine() -> [UInt8]? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = rest[(end + 1)...] }
        return Array(rest[..<end])
      }
      guard !isAtEnd else {
        defer { rest = [] }
        return rest.isEmpty ? nil : Array(rest)
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      isAtEnd = count <= 0
      rest = rest + buffer.prefix(max(count, 0))
    }
  }
}
