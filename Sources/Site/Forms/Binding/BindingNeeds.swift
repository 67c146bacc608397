import Automations

/// What the form of a binding asks for, by what carries the tool out.
struct BindingNeeds {
  /// The tool's name over there.
  let remote: Bool
  /// Whether its connection tells which tools it has.
  let listsTools: Bool
  /// A request below a base URL, made of the call.
  let request: Bool
  /// Which statuses of an answer are success.
  let statuses: Bool
  /// What becomes of formulas.
  let formulas: Bool
  /// In how many seconds a call ends.
  let timeout: Bool
  /// The same of a result that comes later.
  let callbackTimeout: Bool

  init(_ performer: Performer, through connection: Connection) {
    let traits = connection.kind.traits
    remote = traits.hasTools && connection != .local
    listsTools = traits.listsTools
    request =
      if case .http(let settings) = connection.settings { settings.baseURL != nil } else { false }
    statuses = traits.hasStatuses
    formulas = performer.writesTables
    timeout = traits.takesTime
    callbackTimeout = traits.isCalledBack
  }
}
