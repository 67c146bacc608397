import CMalloc
import Foundation
import ServiceLifecycle

/// Gives memory that was freed back to the system. What malloc keeps for later is much after large
/// answers and many at a time, and stays with the process otherwise (malloc_trim(3)).
struct FreedMemory: Service {
  /// Between two looks.
  private static let look = Duration.seconds(2)
  /// Bytes by which the process has to have grown, so that giving back is worth its while.
  private static let growth = 16 << 20

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var least = Int.max
      while (try? await Task.sleep(for: FreedMemory.look)) != nil {
        guard let resident = FreedMemory.resident else { return }
        least = min(least, resident)
        guard resident - least >= FreedMemory.growth else { continue }
        malloc_trim(0)
        least = FreedMemory.resident ?? least
      }
    }
  }

  /// Bytes of memory that the process has now (proc_pid_statm(5)); `nil`: the system does not say.
  private static var resident: Int? {
    let fields = FileManager.default.contents(atPath: "/proc/self/statm")
      .map { String(decoding: $0, as: UTF8.self).split(separator: " ") }
    guard let fields, fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
