// What is read out of the results of tools.
extension Limits {
  /// How often JSON in a text is decoded that is found in JSON in a text: a server, its client and the
  /// logger each write it into one.
  package static let resultDecodings = 3
  /// Bytes of a label in a line as `Email ID: 7`: a longer one is a sentence.
  package static let labelBytes = 64
  /// Bytes within which a logger says that it left something out.
  package static let cutMarkBytes = 96
}
