import Automations
import OrderedJSON
import Scheduling
package import Templating

/// What is told of a secret: never the secret.
package struct SecretRow: TemplateModel {
  let note: SecretNote
  let now: Instant

  package static var fields: [Field<SecretRow>] {
    [
      .text("secret_name") { SecretWords.label($0.note.name) },
      .text("last4") { $0.note.last4.shown },
      .model("set") { TimeText(instant: $0.note.setAt, zone: nil, now: $0.now) },
      .model("used") { row in
        row.note.usedAt.map { TimeText(instant: $0, zone: nil, now: row.now) }
      },
    ]
  }
}
