package import Automations

extension PublicOrigin {
  /// Where a step is answered that waits for it.
  /// - Parameter token: which proves who answers.
  @Sendable package func callback(_ token: String) -> String { text + Paths.API.callback(token) }

  /// Where the links of messages lead.
  package var notificationLinks: NotificationLinks {
    let origin = text
    return NotificationLinks(
      origin: origin, run: { origin + Paths.run($0) }, automation: { origin + Paths.trace($0) },
      history: { origin + Paths.occurrences($0) },
      connection: { origin + Paths.connection($0) }, runs: origin + Paths.runs(),
      settings: origin + Paths.notifications(),
      confirmation: { "\(origin)\(Paths.confirmAddress())?\($0)" })
  }
}
