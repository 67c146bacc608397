import Automations
import OrderedJSON
import Scheduling
package import Templating

/// What is told of a secret: never the secret.
package struct SecretRow: TemplateModel {
  private let note: SecretNote
  private let name: String
  private let now: Instant

  /// - Parameter name: as people are told it; `nil`: as of a connection's.
  init(note: SecretNote, called name: String? = nil, now: Instant) {
    self.note = note
    self.name = name ?? SecretWords.label(note.name)
    self.now = now
  }

  package static var fields: [Field<SecretRow>] {
    [
      .text("secret_name") { $0.name },
      .text("last4") { $0.note.last4.shown },
      .model("set") { TimeText(instant: $0.note.setAt, zone: nil, now: $0.now) },
      .model("used") { row in
        row.note.usedAt.map { TimeText(instant: $0, zone: nil, now: row.now) }
      },
    ]
  }
}
