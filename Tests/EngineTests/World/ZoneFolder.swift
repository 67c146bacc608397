import Foundation
import Scheduling
import TestSupport

/// A time zone database of one zone, `Test/Place`, whose offset a test sets.
struct ZoneFolder {
  private let folder: TemporaryFolder

  /// - Parameter hours: east of UTC.
  init(hours: Int, release: String) throws {
    folder = try TemporaryFolder()
    try set(hours: hours, release: release)
  }

  /// Read anew, as after a start.
  var zones: TimeZoneDatabase { TimeZoneDatabase(directory: folder.path) }

  func set(hours: Int, release: String) throws {
    try folder.write("Test/Place", .zone(footer: "AAA-\(hours)"))
    try folder.write("+VERSION", Data("\(release)\n".utf8))
  }
}
