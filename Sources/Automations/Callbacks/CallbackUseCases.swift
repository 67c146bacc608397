package import Logging
package import OrderedJSON
package import Scheduling

/// Taking the answers to call-backs: whoever has the address has the right.
package struct CallbackUseCases: Sendable {
  private let store: any CallbackStore
  private let key: [UInt8]
  private let secrets: CallbackSecrets?
  private let worker: any LedgerWorker
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// - Parameters:
  ///   - key: the data folder's, which signs the addresses.
  ///   - secrets: of runners, sought in their answers; `nil`: those have none.
  ///   - worker: told of runs that go on.
  package init(
    store: any CallbackStore, key: [UInt8], secrets: CallbackSecrets? = nil,
    worker: any LedgerWorker,
    now: @escaping @Sendable () -> Instant, logger: Logger = .silent
  ) {
    self.store = store
    self.key = key
    self.secrets = secrets
    self.worker = worker
    self.now = now
    self.logger = logger
  }

  /// - Parameter text: the end of an address.
  /// - Throws: `Refusal.notFound(.callback)` for one that was not made here.
  package func token(_ text: String) throws(Refusal) -> CallbackToken {
    guard let token = CallbackToken(text, key: key) else { throw .notFound(.callback) }
    return token
  }

  /// - Parameter body: of the answer, as it came.
  /// - Throws: `Refusal.invalid` where it is none, and as `answer(_:with:)`.
  package func answer(_ token: CallbackToken, saying body: JSON) async throws {
    var hidden = [SecretText(name: Callback.proofName, text: token.text(key: key))]
    if let secrets { hidden += try await secrets.known(to: token, at: now()) }
    try await answer(token, with: try CallbackAnswer(body, hiding: SecretsSent(hidden)))
  }

  /// When this returns, the answer is on the disk.
  /// - Throws: `Refusal.gone` where it does not count.
  package func answer(_ token: CallbackToken, with answer: CallbackAnswer) async throws {
    let receipt = try await store.answer(token, with: answer, at: now())
    logger.info(
      "call-back answered",
      metadata: [
        "run": "\(token.runID)", "step": "\(token.step)", "attempt": "\(token.attempt)",
        "receipt": "\(receipt)",
      ])
    switch receipt {
    case .taken: worker.wake()
    case .second: throw Refusal.gone("This was answered already; the first answer counts")
    case .late:
      throw Refusal.gone(
        "This answer came too late: nothing waits for it any more. The run notes that it came")
    case .gone: throw Refusal.gone("The run that waited for this answer is gone")
    }
  }
}
