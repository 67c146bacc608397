import Foundation
import Scheduling

extension Instant {
  /// By the machine's clock, to the millisecond.
  static var now: Instant {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
