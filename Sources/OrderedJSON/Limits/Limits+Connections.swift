// Connections.
extension Limits {
  /// Connections of one person: each run reads those that its tools may go through.
  package static let connectionsOfPerson = 100
  /// Bytes of a connection's settings without an uploaded document: an address, a sign-in, some headers.
  package static let connectionSettingsBytes = 64 << 10
  /// Characters of a text among settings, as an address: servers take 8 kB of a line.
  package static let settingCharacters = 8192
  /// Bytes of an uploaded description of an API, as of an answer that is read, and of those of one
  /// person in all: they are read with the connections.
  package static let apiDocumentBytes = 1 << 20
  package static let apiDocumentsBytes = 4 << 20
  /// Tools of a connection that its page and the form name: a person chooses among them.
  package static let offeredTools = 200
}

// Sign-ins.
extension Limits {
  /// Seconds in which a token server answers, for all who wait for it; and how many before it expires
  /// a token is renewed, so that it lasts for a call that begins.
  package static let (tokenSeconds, tokenLeeway) = (30, 60)
  /// Bytes of a token by which the next one is asked for, as of one that goes in a header: it is kept
  /// beside the connection's secrets, for which all that comes back is searched.
  package static let refreshTokenBytes = requestHeaderBytes.each
}

// Tests of connections.
extension Limits {
  /// Tests of connections that go on at a time, in all and of one person, each of which may hold a
  /// connection for `stepSeconds`; and the outcomes that are kept while the program runs.
  package static let connectionTests = (all: 16, perUser: 3, kept: 500)
  /// Seconds in which each request of one ends: whoever pressed the button looks on.
  package static let connectionTestSeconds = 20
  /// Tests at a time whose callers wait for what comes of them, each on a request thread: with one thread
  /// there are sixteen, and half of them are for others.
  package static let connectionTestsAwaited = 8
  /// Bytes of the path that a person chooses for one.
  package static let probedPathBytes = 2048
}
