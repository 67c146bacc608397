/// Where the links of messages lead: whole addresses.
package struct NotificationLinks: Sendable {
  /// As people know the site.
  package let origin: String
  /// Of a run, by its id; so the others.
  package let run: @Sendable (String) -> String
  /// The panel of an automation.
  package let automation: @Sendable (String) -> String
  /// What became of an automation's instants.
  package let history: @Sendable (String) -> String
  package let connection: @Sendable (String) -> String
  /// All runs.
  package let runs: String
  /// Where one says of what one is told.
  package let settings: String
  /// Confirms an address, by the query of its link.
  package let confirmation: @Sendable (String) -> String

  package init(
    origin: String, run: @escaping @Sendable (String) -> String,
    automation: @escaping @Sendable (String) -> String,
    history: @escaping @Sendable (String) -> String,
    connection: @escaping @Sendable (String) -> String, runs: String, settings: String,
    confirmation: @escaping @Sendable (String) -> String
  ) {
    self.origin = origin
    self.run = run
    self.automation = automation
    self.history = history
    self.connection = connection
    self.runs = runs
    self.settings = settings
    self.confirmation = confirmation
  }
}
