import CMalloc
import Foundation
import ServiceLifecycle

/// Gives memory that was freed back to the system. What malloc keeps for later is much after large
/// answers and many at a time, and stays with the process otherwise (malloc_trim(3)).
struct FreedMemory: Service {
  /// Between two looks.
  private static let look = Duration.seconds(2)
  /// Between two tries where the last one gave nothing back: the rest is in pieces.
  private static let longestPause = Duration.seconds(64)
  /// Bytes above the least that were ever unused from which on it is worth its while.
  private static let growth = 16 << 20
  /// Bytes that are more than chance.
  private static let yield = 1 << 20

  /// From now on threads allocate from one arena for each processor: with one for each thread, as by
  /// default up to eight times as many, what each keeps is fragments (mallopt(3), `M_ARENA_MAX`). To be
  /// called before there are other threads.
  static func shareArenas() {
    mallopt(M_ARENA_MAX, Int32(clamping: max(2, 2 * ProcessInfo.processInfo.activeProcessorCount)))
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var (least, kept) = (Int.max, Int.max)
      var (waited, pause) = (Duration.zero, FreedMemory.look)
      while (try? await Task.sleep(for: FreedMemory.look)) != nil {
        guard let unused = FreedMemory.unused else { return }
        waited += FreedMemory.look
        least = min(least, unused)
        guard unused - least >= FreedMemory.growth else { continue }
        if unused - kept >= FreedMemory.growth { pause = FreedMemory.look }
        guard waited >= pause else { continue }
        malloc_trim(0)
        kept = FreedMemory.unused ?? unused
        let isWorthIt = unused - kept >= FreedMemory.yield
        pause = isWorthIt ? FreedMemory.look : min(pause * 2, FreedMemory.longestPause)
        waited = .zero
      }
    }
  }

  /// Bytes of memory that the process has and that nobody holds, with what is not malloc's, which stays
  /// (mallinfo2(3)); `nil`: the system does not say.
  private static var unused: Int? {
    let held = mallinfo2()
    return resident.map { $0 - Int(clamping: held.uordblks) - Int(clamping: held.hblkhd) }
  }

  /// Bytes of memory that the process has now (proc_pid_statm(5)); `nil`: the system does not say.
  private static var resident: Int? {
    let fields = FileManager.default.contents(atPath: "/proc/self/statm")
      .map { String(decoding: $0, as: UTF8.self).split(separator: " ") }
    guard let fields, fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

extension FreedMemory: CustomStringConvertible {
  /// As the service group's log lines call it.
  var description: String { "FreedMemory" }
}
