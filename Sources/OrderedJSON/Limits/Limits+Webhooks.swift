// Webhooks and the call-backs that answer them.
extension Limits {
  /// Bytes of the secret that signs a webhook's requests (Standard Webhooks 1.0), and of one that is
  /// made here: as many as SHA-256 gives.
  package static let webhookSecret = (bytes: 24...64, made: 32)
  /// Seconds in which a former secret signs beside the new one: whoever verifies takes that meanwhile.
  package static let webhookRotation = 86_400
  /// Seconds in which the answer to a call-back comes, and where a binding says nothing: who waits
  /// longer waits for somebody, not for a program, and a run that waits holds up the next one of its
  /// automation.
  package static let callbackSeconds = 1...604_800
  package static let usualCallbackSeconds = 3600
  /// Bytes of an answer to a call-back: as many as are read of any other answer.
  package static let callbackBytes = answerBodyBytes
  /// Bytes of the end of a call-back's address, which anybody may send: those that are made have some
  /// hundred.
  package static let callbackTokenBytes = 250
}

// The demo's runner.
extension Limits {
  /// Notes that it keeps, the last ones; calls that it knows again when they are repeated; tries to call back;
  /// and seconds by which its clock and that of whoever asks may differ, as the specification proposes.
  package static let demoRunner = (
    notes: 100, calls: 1000, callBacks: 10, clockSeconds: UInt64(300)
  )
}
