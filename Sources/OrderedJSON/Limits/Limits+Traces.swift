// What a trace and its names may be.
extension Limits {
  /// Entries of `trace_data`: agents log some tens, and each may become a step.
  package static let traceEntries = 10_000
  /// Characters (Unicode scalars) of names and ids: they stand in lists, addresses and indices.
  package static let nameCharacters = 255
  /// Different secrets of a trace, the places where they stand, and bytes of all of them: each list of a
  /// store with signed addresses has hundreds, all are opened when the trace is saved again, and what
  /// stands in their places is longer than they may be.
  package static let secretsOfTrace = (count: 2000, places: 20_000, bytes: 256 << 10)
  /// Bytes of a name that tells that what it names is secret, and of a text that only stands for one.
  package static let (tellingNameBytes, placeholderBytes) = (48, 64)
  /// How often a trace that others save at the same time is tried again.
  package static let savesAgain = 20
  /// Bytes of a tool's name that is deployed or bound: each is matched against every pattern. A trace
  /// with a longer one is kept.
  package static let toolNameBytes = 255
  /// Different tools of one workflow, for the same reason: agents know some tens. A trace with more
  /// is kept, and not deployed.
  package static let toolsOfWorkflow = 1000
  /// Characters of what a trace is called that was given no name: it stands in titles and lists.
  package static let defaultNameCharacters = 120
  /// Characters of each tool and person in it, so that one of them leaves room for the others.
  package static let defaultNamePartCharacters = 40
  /// How many people it counts, and the characters of each text that are read for them: enough to
  /// tell calls apart.
  package static let (countedRecipients, readRecipients) = (1000, 65_536)
  /// Traces of an older program that are given such a name in one go, and the bytes of `trace_data`
  /// after which no other is begun: who saves waits for the writer, which takes each go at once.
  package static let namedAtOnce = (traces: 100, bytes: 1 << 20)
}
