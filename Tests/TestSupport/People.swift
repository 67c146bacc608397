package import Automations

// The worlds of all rooms are furnished with these people.
//
// Alice owns, Bob is somebody else, and `admin` administers. Charlie may nothing: there is no account
// of that name.

extension Caller {
  package static let administrator = Caller(userID: "admin", isAdministrator: true)
  package static let alice = Caller(userID: "alice", isAdministrator: false)
  package static let bob = Caller(userID: "bob", isAdministrator: false)
}

extension Scope {
  package static let alice = Scope.user("alice")
  package static let bob = Scope.user("bob")
}

/// What a use case refuses; `nil` where it does what it was asked.
package func refusal(_ work: () async throws -> Void) async throws -> Refusal? {
  do {
    try await work()
    return nil
  } catch let refusal as Refusal {
    return refusal
  }
}
