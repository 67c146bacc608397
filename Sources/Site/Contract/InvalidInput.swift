import Automations

/// Faults of something else than the body: the answer says of what.
struct InvalidInput: Error {
  let place: Place
  let faults: [Fault]

  enum Place: String { case query, header, path }
}
