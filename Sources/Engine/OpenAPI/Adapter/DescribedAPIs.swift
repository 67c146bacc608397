package import Automations
import Glibc
import OrderedJSON
import Synchronization

/// The documents of connections, each read once for all who ask: an uploaded one is kept as long as
/// there is room, one that stands elsewhere for some minutes. And the way to the APIs that they
/// describe.
package final class DescribedAPIs: Sendable {
  typealias Reading = Result<OpenAPIDocument, OpenAPIUnread>

  let signed: SignedOutgoing
  let looking = LookingTime()
  private let secrets: @Sendable (Connection) async throws -> [SecretText]
  let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  private struct State {
    var kept = KeptDocuments()
    var flights: [Flight.Key: Flight] = [:]
    var begun: UInt64 = 0
  }

  /// A document that is being read.
  private struct Flight {
    /// Whose look-ups are slow holds up nobody else.
    struct Key: Hashable {
      let connection: String
      let userID: String
    }

    let source: OpenAPISettings.Document
    let number: UInt64
    let reading: Task<Reading, Never>
  }

  /// - Parameters:
  ///   - secrets: those of a connection, for a request that begins.
  ///   - now: by which what was read grows old.
  package init(
    signed: SignedOutgoing,
    secrets: @escaping @Sendable (Connection) async throws -> [SecretText],
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    (self.signed, self.secrets, self.now) = (signed, secrets, now)
  }

  /// What proves who asks.
  /// - Throws: a sentence, where its secrets cannot be read.
  func credentials(of api: DescribedAPI) async throws(UnreadSecrets) -> Credentials {
    do {
      return api.credentials(try await secrets(api.connection))
    } catch {
      throw UnreadSecrets(connection: api.connection.name)
    }
  }

  /// What is known of a document without asking anybody; `nil`: it stands elsewhere, and was not read
  /// lately.
  func known(_ api: DescribedAPI) -> Reading? {
    let earliest = now() - .seconds(Limits.openAPIKept.seconds)
    if let kept = state.withLock({ $0.kept.reading(of: api, since: earliest) }) { return kept }
    guard case .text(let text) = api.settings.document else { return nil }
    let reading = DescribedAPIs.reading(of: text, api)
    keep(reading, of: api, bytes: text.utf8.count)
    return reading
  }

  /// A document, as it was read before or is now; a cancelled task waits no longer.
  /// - Parameters:
  ///   - userID: for whom, and whose share of the way out it takes.
  ///   - seconds: how long ago one that stands elsewhere may have been read.
  func reading(
    of api: DescribedAPI, for userID: String, notOlderThan seconds: Int = Limits.openAPIKept.seconds
  ) async -> Reading {
    let earliest = now() - .seconds(seconds)
    switch state.withLock({ find(api, for: userID, since: earliest, &$0) }) {
    case .kept(let reading): return reading
    case .coming(let reading):
      return await reading.valueUnlessCancelled()
        ?? .failure(.notCome(api.unread("It was given up.").recorded, after: nil))
    }
  }

  /// The same where an operation is to be called: one that a document lacks which stands elsewhere may
  /// have come since.
  func reading(
    of api: DescribedAPI, for userID: String, calling operation: String
  ) async -> Reading {
    let reading = await reading(of: api, for: userID)
    guard api.documentURL != nil, case .success(let document) = reading,
      document.operation(operation) == nil
    else { return reading }
    return await self.reading(
      of: api, for: userID, notOlderThan: Limits.openAPIKept.youngSeconds)
  }

  private enum Found: Sendable {
    case kept(Reading)
    case coming(Task<Reading, Never>)
  }

  private func find(
    _ api: DescribedAPI, for userID: String, since earliest: ContinuousClock.Instant,
    _ state: inout State
  ) -> Found {
    if let kept = state.kept.reading(of: api, since: earliest) { return .kept(kept) }
    let key = Flight.Key(connection: api.connection.id, userID: userID)
    if let flight = state.flights[key], flight.source.isSame(as: api.settings.document) {
      return .coming(flight.reading)
    }
    state.begun &+= 1
    let number = state.begun
    let reading = Task { await self.land(api, key, number) }
    state.flights[key] = Flight(
      source: api.settings.document, number: number, reading: reading)
    return .coming(reading)
  }

  private func land(_ api: DescribedAPI, _ key: Flight.Key, _ number: UInt64) async -> Reading {
    let (reading, bytes) = await read(api, for: key.userID)
    let time = now()
    state.withLock { state in
      state.kept.keep(reading, of: api, bytes: bytes, at: time)
      // Settings that changed meanwhile have a newer one.
      if state.flights[key]?.number == number { state.flights[key] = nil }
    }
    return reading
  }

  private func keep(_ reading: Reading, of api: DescribedAPI, bytes: Int) {
    let time = now()
    state.withLock { $0.kept.keep(reading, of: api, bytes: bytes, at: time) }
  }
}

extension DescribedAPIs {
  private func read(_ api: DescribedAPI, for userID: String) async -> (Reading, bytes: Int) {
    switch api.settings.document {
    case .text(let text): return (DescribedAPIs.reading(of: text, api), text.utf8.count)
    case .url(let text):
      do throws(OpenAPIUnread) {
        let fetch = try await fetch(of: api, at: text)
        let (document, bytes) = try await fetch.document(over: signed, for: userID, now: time(nil))
        return (.success(document), bytes)
      } catch {
        return (.failure(error), 0)
      }
    }
  }

  private func fetch(
    of api: DescribedAPI, at text: String
  ) async throws(OpenAPIUnread) -> DocumentFetch {
    let url: HTTPURL
    do throws(ParamFault) {
      url = try HTTPURL(text)
    } catch {
      throw .notAllowed(api.unread("It \(error.rule).").recorded)
    }
    guard api.signs(url) else {
      return DocumentFetch(api: api, url: url, credentials: .none(at: api.place))
    }
    do throws(UnreadSecrets) {
      return DocumentFetch(api: api, url: url, credentials: try await credentials(of: api))
    } catch {
      throw .notCome(error.words, after: nil)
    }
  }

  private static func reading(of text: String, _ api: DescribedAPI) -> Reading {
    do throws(OpenAPIFault) {
      return .success(try OpenAPIDocument(text))
    } catch {
      return .failure(api.unusable(error))
    }
  }
}

/// The vault does not give the secrets of a connection.
struct UnreadSecrets: Error {
  let connection: String

  var words: String {
    "The secrets of the connection \"\(connection.quoted)\" cannot be read; set them anew."
  }
}
