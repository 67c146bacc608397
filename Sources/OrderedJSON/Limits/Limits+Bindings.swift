// Bindings, and what they make of calls.
extension Limits {
  /// Bindings of one person, and how many of them may be patterns: each run reads all of them, and
  /// each pattern is matched against every tool that no name binds.
  package static let bindings = (all: 1000, patterns: 100)
  /// Bytes of each template of a binding, and of those of one person in all: each run reads all.
  package static let mappingBytes = (each: 64 << 10, all: 1 << 20)
  /// Seconds that a binding may give a call.
  package static let boundSeconds = 1...600
}

// What is said of calls before they run.
extension Limits {
  /// Parameters, headers and calls that a notice names; of the others it says how many they are.
  package static let namedInNotices = 20
  /// Bytes of a name that a caller gave, in a sentence.
  package static let quotedNameBytes = 100
  /// Bytes of recorded traces that are looked through to say what a new binding means for them.
  package static let reviewedTraceBytes = 1 << 20
  /// Bytes of what the calls of a workflow become by their bindings, all together, that are looked at
  /// before it runs: twice as many as a trace has, so that only templates which make much of little go
  /// beyond.
  package static let reviewedBytes = 2 * requestBodyBytes
}

// The form that says what is sent of a call.
extension Limits {
  /// Rows in which a form says parameters one by one, and parameters of the recorded calls that each of
  /// them offers: the page grows with the product. Whoever has more writes JSON.
  package static let (mappingRows, mappingParameters) = (40, 40)
  /// Rows that are empty, for more: looking again brings others.
  package static let emptyRows = 2
}
