import GRDB
import Workflows

extension DueAutomation {
  /// What `init(_:)` reads, in that order.
  static let columns = Version.columns + ", a.user_id, a.next_run_at"

  init(_ row: Row) throws {
    self.init(
      userID: try row.text(Version.columnCount), version: try Version(row),
      nextRunAt: try row.instant(Version.columnCount + 1))
  }
}
