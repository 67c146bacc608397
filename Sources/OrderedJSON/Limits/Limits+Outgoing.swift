// Requests of steps, and their answers.
extension Limits {
  /// Headers of a request: servers take about a hundred.
  package static let requestHeaders = 100
  /// Bytes of a header, name and value, and of all of a request: servers take 8 kB of a line, a few of
  /// them 64 kB of a head.
  package static let requestHeaderBytes = (each: 16 << 10, all: 64 << 10)
  /// Bytes of a URL with its query: servers take 8 kB, a few of them 64 kB.
  package static let urlBytes = 64 << 10
  /// Bytes of a request's body as it is sent: what the largest trace can hold.
  package static let requestBodyBytes = 8 << 20
  /// Fields of a form that a step sends, each element of a list one: each is converted by itself, and
  /// PHP takes a thousand unless it is told otherwise (its `max_input_vars`).
  package static let sentFormFields = 10_000
  /// Bytes of an answer's body, unpacked, that are read: what a step's result may hold.
  package static let answerBodyBytes = 1 << 20
  /// An answer that unpacks beyond `answerBodyBytes` and to more than so many times its size is a
  /// bomb: texts shrink to a twentieth, and zlib makes a thousandth of nothing at best.
  package static let unpackingRatio = 100
  /// Encodings of one answer on top of each other: nobody needs a second.
  package static let contentCodings = 3
  /// Seconds in which a step's call ends, and in which it is connected: who is silent longer is down.
  package static let stepSeconds = (all: 30, connecting: 10)
  /// Statuses and ranges of them that count as success: so that what is written of them is short.
  package static let statusRanges = 50
  /// Bytes of a charset's label: the longest that a server uses has 26.
  package static let charsetLabelBytes = 40
  /// Characters of the address that a redirect points to, in a sentence: with them it can be told from
  /// others.
  package static let quotedAddress = 200
}

// Names of hosts.
extension Limits {
  /// Look-ups of names at a time: each holds a thread until its name servers answer, which silent
  /// ones never do.
  package static let lookUps = 32
  /// Look-ups at a time of one person: silent name servers of one leave room for others.
  package static let lookUpsPerUser = 4
  /// Bytes of a host's name as it is given, before its letters are written as the DNS has them, which
  /// takes 255 of them.
  package static let hostNameBytes = 1000
  /// Bytes of a host's name in the DNS (RFC 1035, 2.3.4), of one that mail can be addressed to, which
  /// has room for the lengths of its labels besides, and of a label.
  package static let domainName = (bytes: 255, mailed: 253, label: 63)
}

// The way out: connections that are kept, and what goes over them.
extension Limits {
  /// Connections that stay open though nothing goes over them, in all and of one person, and for how
  /// many seconds: most servers close them after five or more.
  package static let keptConnections = (all: 256, perUser: 32, seconds: 10)
  /// Bytes of a header as it is sent, name and value: those that a step sets have
  /// `requestHeaderBytes.each`, and a token of a sign-in has its scheme besides.
  package static let sentHeaderBytes = 32 << 10
}
