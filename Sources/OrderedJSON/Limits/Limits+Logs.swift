// How the format of a log is told.
extension Limits {
  /// Entries of a trace that are looked at: what comes before the first call says it too.
  package static let recognisedEntries = 20
  /// Values inside of each, where messages stand below names that each program chooses.
  package static let recognisedValues = 500
  /// Messages in all of them, of which the first may be a long talk without a call.
  package static let recognisedMessages = 500
}
