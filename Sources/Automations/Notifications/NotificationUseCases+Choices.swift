import Logging
import OrderedJSON
import Scheduling

// What is said of one automation alone, and what confirms an address.
extension NotificationUseCases {
  /// Of an automation: what is said of it, and what its owner has besides.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func choice(
    of traceID: String, for caller: Caller
  ) async throws -> (choice: NotificationChoice, owners: NotificationSettings) {
    guard let (choice, owner) = try await store.choice(of: traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    return (choice, try await store.settings(of: owner))
  }

  /// - Throws: `Refusal.notFound(.trace)`; `Refusal.invalid` where a channel is none of the owner's.
  package func setChoice(
    _ choice: NotificationChoice, of traceID: String, by act: Act
  ) async throws {
    let (before, owners) = try await self.choice(of: traceID, for: act.caller)
    // What is answered can be sent back, though a channel is gone since.
    let known = Set(owners.channels.map(\.id)).union(before.channels ?? [])
    let strange = (choice.channels ?? []).enumerated().filter { !known.contains($0.element) }
    guard strange.isEmpty else {
      throw Refusal.invalid(
        strange.prefix(Limits.faultsTold).map { index, _ in
          Fault(["channels", String(index)], "is none of the owner's channels")
        })
    }
    guard try await store.setChoice(choice, of: traceID, by: act) else {
      throw Refusal.notFound(.trace)
    }
    logger.tell("notifications changed", by: act, ["automation": "\(traceID)"])
  }

  /// The channel that a link would confirm; nothing is done by that.
  /// - Throws: `Refusal.notFound(.confirmationLink)`.
  package func channel(
    toConfirm channelID: String, by link: String
  ) async throws -> NotificationChannel {
    guard let link = ConfirmationLink(link), now() < link.expires,
      let channel = try await store.channel(Identifier.folded(channelID)), channel.kind == .mail,
      link.isFor(channel.id, at: channel.to, key: key)
    else { throw Refusal.notFound(.confirmationLink) }
    return channel
  }

  /// Says that messages are wanted at the address to which a link was sent.
  /// - Throws: `Refusal.notFound(.confirmationLink)`.
  package func confirm(_ channelID: String, by link: String) async throws -> NotificationChannel {
    let channel = try await channel(toConfirm: channelID, by: link)
    guard try await store.confirm(channel.id, at: channel.to, now()) else {
      throw Refusal.notFound(.confirmationLink)
    }
    logger.notice("address confirmed", metadata: ["channel": "\(channel.id)"])
    return channel
  }
}
