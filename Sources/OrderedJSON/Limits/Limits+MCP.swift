// MCP servers and their tools.
extension Limits {
  /// Of a server's list: tools, bytes and pages. Servers have some tens of tools, gateways some hundred.
  package static let mcpTools = (count: 1000, bytes: 4 << 20, pages: 100)
  /// Seconds for which a list of tools is young enough to say whether there is a tool that failed, what a
  /// version relies on, and what a run that goes on may call; one that begins reads it itself.
  package static let mcpToolsYoung = 60
  /// Servers that are remembered, and bytes of their lists of tools together; parsed they take some
  /// ten times as much.
  package static let mcpServersKnown = (count: 1000, toolBytes: 16 << 20)
  /// Bytes of a session's id: UUIDs and signed tokens are shorter, and it goes with each request.
  package static let mcpSessionIDBytes = 4 << 10
  /// Questions of a server that are answered while it carries out one request, each by a request of
  /// its own, and answers that a program has yet to read; who asks more asks in vain.
  package static let mcpQuestionsAnswered = 16
  /// Characters of what a server says, in a sentence.
  package static let quotedAnswerCharacters = 600
  /// Servers that run as processes at a time, in all and of one person, so that others find room; and
  /// requests that go on with one. Each takes some ten megabytes.
  package static let mcpProcesses = (count: 16, perUser: 12, requests: 16)
  /// Seconds of a server that is a process: unused before it is ended; asked and silent before it is, as
  /// long as the longest call takes; given to say which revision it speaks, since older ones may be silent;
  /// and given to end by itself before it is made to, twice.
  package static let mcpProcessSeconds = (unused: 300, silent: 600, probing: 10, ending: 2)
  /// The part of a call's time in which such a server says which revision it speaks, a fourth: where it is
  /// silent, the handshake and the call have the rest.
  package static let mcpProbingPart = 4
  /// Of what a server that is a process says beside its answers: bytes of a line, and lines a minute that
  /// go into the log.
  package static let mcpProcessLog = (lineBytes: 1000, linesPerMinute: 60)
  /// Seconds in which a server is told that nobody waits for a call any more.
  package static let mcpFarewellSeconds = 5
  /// Seconds of a stop in which servers are told that their sessions are over, and sessions of which they
  /// are, all at the same time: those of the others end when their servers see fit.
  package static let mcpSessionEnds = (seconds: 1, count: 100)
}
