import Automations
import OrderedJSON

/// The one way out to the network, for all that asks something outside. A name is looked up once for
/// each request, each of its addresses is checked, and a connection goes to a checked one; redirects
/// are not followed, and certificates are verified. Copies share the connections that are kept.
package struct Outgoing: Sendable {
  private let allowed: AllowedNetworks
  private let resolver: HostResolver
  private let kept: KeptConnections
  private let authorities: String?
  private let connectingSeconds: Int

  /// - Parameters:
  ///   - allowed: where requests may go besides public addresses.
  ///   - lookUp: a host's addresses; it may block. `nil`: by `getaddrinfo(3)`.
  ///   - idleSeconds: for which a connection is kept that nobody uses.
  ///   - authorities: whose certificates are good, in PEM; `nil`: those that the machine knows.
  ///   - connectingSeconds: in which a connection comes about, or another address is asked.
  package init(
    allowed: AllowedNetworks, lookUp: (@Sendable (String) throws -> [IPAddress])? = nil,
    idleSeconds: Int = Limits.keptConnections.seconds, authorities: String? = nil,
    connectingSeconds: Int = Limits.stepSeconds.connecting
  ) {
    self.allowed = allowed
    self.authorities = authorities
    self.connectingSeconds = connectingSeconds
    kept = KeptConnections(idleSeconds: idleSeconds)
    resolver = HostResolver(lookUp: lookUp ?? HostResolver.ask)
  }

  /// Sends a request, and reads what is answered.
  /// - Parameters:
  ///   - userID: whose share of the look-ups it is taken from; connections of others are not used.
  ///   - seconds: in which the answer is read to its end.
  ///   - keeping: whether the connection may be one that was kept, and is kept: for what may be
  ///     repeated. What may happen only once opens its own, so that "surely not sent" stays certain.
  ///   - isEnough: looks at the body as far as it came, and ends the reading by `true`: of a stream
  ///     that stays open. It is asked for each part that comes, with all that came before, as it
  ///     came: who asks so has no `Accept-Encoding`, and remembers up to where it has looked.
  package func send(
    _ request: OutgoingRequest, for userID: String, within seconds: Int, keeping: Bool = false,
    isEnough: (@Sendable ([UInt8]) -> Bool)? = nil
  ) async -> OutgoingReply {
    await send(
      request, for: userID, by: Deadline(within: seconds), keeping: keeping, isEnough: isEnough)
  }

  /// The same for what has done something before within its time.
  func send(
    _ request: OutgoingRequest, for userID: String, by deadline: Deadline, keeping: Bool = false,
    isEnough: (@Sendable ([UInt8]) -> Bool)? = nil
  ) async -> OutgoingReply {
    if let fault = request.fault { return .refused(fault) }
    let contact = Contact()
    let asking = Asking(
      request: request, userID: userID, deadline: deadline, keeping: keeping, isEnough: isEnough,
      contact: contact)
    if let reply = await deadline.bounds({ await carryOut(asking) }) { return reply }
    let host = request.url.host
    return contact.isMade
      ? .broken("No answer came from \(host) within \(deadline.seconds) s.")
      : .notConnected("No connection to \(host) within \(deadline.seconds) s.")
  }

  /// Closes what is kept, and keeps nothing any more. Requests that go on come to their end.
  package func shutdown() async { await kept.shutdown() }
}

/// A request on its way.
private struct Asking: Sendable {
  let request: OutgoingRequest
  let userID: String
  let deadline: Deadline
  let keeping: Bool
  let isEnough: (@Sendable ([UInt8]) -> Bool)?
  let contact: Contact

  var host: String { request.url.host }

  func place(at address: IPAddress) -> ConnectionPlace {
    ConnectionPlace(
      scheme: request.url.scheme, host: host, authority: request.url.authority, address: address,
      userID: userID)
  }
}

extension Outgoing {
  /// Looks the host up once, and asks the first of its permitted addresses that takes a connection.
  private func carryOut(_ asking: Asking) async -> OutgoingReply {
    let found: [IPAddress]
    do {
      found = try await resolver.addresses(of: asking.host, for: asking.userID)
    } catch {
      let cause = (error as? UnknownHost)?.cause ?? "the look-up was given up"
      return .notConnected("The host \(asking.host) was not found: \(cause).")
    }
    let places = found.filter(allowed.permit).map(asking.place)
    guard !places.isEmpty else { return .refused(refusal(of: asking.host, found)) }
    if asking.keeping, let connection = kept.take(from: Set(places)),
      let reply = await carryOut(asking, overKept: connection)
    {
      return reply
    }
    var cause = "it has no address"
    for place in places {
      do {
        let connection = PinnedConnection(
          to: place, within: connectingSeconds, by: asking.deadline, trusting: authorities)
        return .answer(try await answer(to: asking, over: connection))
      } catch {
        if asking.contact.isMade { return broken(asking, error) }
        cause = error.inWords
      }
    }
    return .notConnected("No connection to \(asking.host): \(cause).")
  }

  /// - Returns: `nil` where the other side had closed the connection, so that a new one may do: what
  ///   is asked so may be repeated (RFC 9110, 9.2.2).
  private func carryOut(
    _ asking: Asking, overKept connection: PinnedConnection
  ) async -> OutgoingReply? {
    do {
      return .answer(try await answer(to: asking, over: connection))
    } catch {
      let isStale = !asking.contact.isAnswered && error.isEndOfConnection && !Task.isCancelled
      return isStale || !asking.contact.isMade ? nil : broken(asking, error)
    }
  }

  private func answer(
    to asking: Asking, over connection: PinnedConnection
  ) async throws -> HTTPAnswer {
    do {
      let reading = try await connection.send(
        asking.request, by: asking.deadline, contact: asking.contact, isEnough: asking.isEnough)
      if asking.keeping, reading.isWhole {
        await kept.put(connection)
      } else {
        await connection.close()
      }
      return reading.answer
    } catch {
      await connection.close()
      throw error
    }
  }

  private func broken(_ asking: Asking, _ error: any Error) -> OutgoingReply {
    .broken(
      "The connection to \(asking.host) broke before the answer was complete: \(error.inWords).")
  }

  private func refusal(of host: String, _ addresses: [IPAddress]) -> String {
    let list = addresses.map(\.description).joined(separator: ", ")
    return "The address of \(host) (\(list)) is not a public one; the operator of this server can "
      + "allow its network."
  }
}
