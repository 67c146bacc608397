package import Automations
import Synchronization

/// Secrets with their names, for the time of a call. Nothing writes them but who asks for one.
package struct SecretValues: Sendable {
  /// Of one name several may be, as a password and how it is sent.
  private let all: [SecretText]
  /// That went out with them: none of these is ever found by a name.
  private let others: [SecretText]
  /// Made when something comes back: a call without an answer needs none.
  private let search = Search()

  package init(_ all: [SecretText]) { self.init(all, beside: []) }

  private init(_ all: [SecretText], beside others: [SecretText]) {
    self.all = all
    self.others = others
  }

  package init(_ all: [(name: String, text: String)] = []) {
    self.init(all.map { SecretText(name: $0.name, text: $0.text) })
  }

  /// The first one of a name; `nil`: there is none, or an empty one.
  package subscript(name: String) -> String? {
    all.first { $0.name == name }.flatMap { $0.text.isEmpty ? nil : $0.text }
  }

  func adding(_ name: String, _ text: String) -> SecretValues {
    SecretValues(all + [SecretText(name: name, text: text)], beside: others)
  }

  /// With others that went out too.
  func beside(_ others: [SecretText]) -> SecretValues {
    others.isEmpty ? self : SecretValues(all, beside: self.others + others)
  }

  /// To be taken out of all that comes back.
  package var sent: SecretsSent { search.of(all + others) }

  private final class Search: Sendable {
    private let made = Mutex<SecretsSent?>(nil)

    func of(_ secrets: [SecretText]) -> SecretsSent {
      made.withLock { made in
        let sent = made ?? SecretsSent(secrets)
        made = sent
        return sent
      }
    }
  }
}

extension SecretValues: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (name: $0.0, text: $0.1) })
  }
}

extension SecretValues: Discreet {
  package var description: String { (all + others).map(\.description).joined(separator: ", ") }
}
