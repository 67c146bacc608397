// The machine: threads, logs, files, connections.
extension Limits {
  /// How many times as many requests of one account may wait as are at work, and how many at least: a
  /// browser asks for six things at a time, and each that waits has a thread.
  package static let requestsWaiting = (times: 2, least: 8)
  /// Accounts that leave threads for others though each has as many requests as it may: those for whose
  /// waiting ones there are places, those for whose requests at work there are threads, and the threads
  /// that all these leave.
  package static let busyAccounts = (waiting: 2, atWork: 6, threadsLeft: 2)
  /// Threads that write the files of embedded tools; of a person one at a time writes.
  package static let localToolThreads = 8
  /// Bytes from which on a change of the database is a large one, as it takes longer than its fsync; and
  /// how long small ones go before the next large one at most: a disk that is slow for once shall not
  /// hold the large ones up.
  package static let largeChange = (bytes: 256 << 10, pause: Duration.seconds(1))
  /// Bytes from which on the database's write-ahead log is emptied, and which its file has at most when it
  /// begins anew. Who reads all the time can keep SQLite's own checkpoints from ever beginning it anew
  /// (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files).
  package static let databaseLog = (bytes: 32 << 20, file: 64 << 20)
  /// Bytes of a log's file, and how many there are of each log: little enough for a small disk.
  package static let logBytes = 10 << 20
  package static let logFiles = 5
  /// Bytes of a line of a log: what a request or an error says is as long as whoever sent it likes.
  package static let logLineBytes = 16 << 10
  /// Connections of each of nginx's processes: half a request holds one for 10 s, and thousands of
  /// these must leave room for others. A connection that is held takes some kilobytes.
  package static let connections = 8192
  /// Seconds that a stop leaves to the runs that go on; then to nginx for its answers, since a client that
  /// takes none must not keep the server; then to both processes before they are killed.
  package static let stopSeconds = (runs: 25, answers: 3, ending: 2)
}
