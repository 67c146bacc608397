import Foundation
import Glibc
import OrderedJSON

/// A pipe into a log, for a program that would write its files itself: without a bound, and more
/// than is to be kept.
package struct LogPipe: Sendable {
  /// Where the program writes; whoever started it keeps it open for the next one.
  package let input: Int32
  private let output: Int32
  private let readers = DispatchGroup()

  /// - Throws: `Complaint` where no pipe can be had.
  package init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Complaint("no pipe can be had: \(Files.lastError)") }
    (output, input) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Who writes waits where it is full. This holds some thousand lines.
    _ = fcntl(input, LogPipe.setSize, 1 << 20)
  }

  /// Hands on what comes until nobody can write any more, some whole lines at a time, on a thread of
  /// its own. Of a line that is longer than those of a log are, the rest is left out.
  package func read(_ take: @escaping @Sendable (_ lines: [UInt8]) -> Void) {
    readers.enter()
    let thread = Thread { [output, readers] in
      var lines = Lines()
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = Glibc.read(output, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        let whole = lines.add(buffer[..<count])
        if !whole.isEmpty { take(whole) }
      }
      close(output)
      readers.leave()
    }
    thread.start()
  }

  /// Waits until what was written is handed on, where no other program holds the pipe any more.
  package func end() {
    close(input)
    _ = readers.wait(timeout: .now() + 5)
  }

  /// F_SETPIPE_SZ of fcntl(2), which Glibc's module leaves out.
  private static let setSize: Int32 = 1031
}

/// Puts pieces of a stream together to lines.
private struct Lines {
  private var begun: [UInt8] = []
  private static let end = UInt8(ascii: "\n")

  /// - Returns: the lines that have come to their end.
  mutating func add(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    var whole: [UInt8] = []
    var rest = piece
    while let end = rest.firstIndex(of: Lines.end) {
      begin(rest[..<end])
      whole += begun
      whole.append(Lines.end)
      begun = []
      rest = rest[(end + 1)...]
    }
    begin(rest)
    return whole
  }

  private mutating func begin(_ bytes: ArraySlice<UInt8>) {
    begun += bytes.prefix(max(0, Limits.logLineBytes - begun.count))
  }
}
