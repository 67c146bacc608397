import Automations
import OrderedJSON

/// The form that adds a channel. Its address may be one that is secret, so that no page carries it on.
struct ChannelForm {
  let form: Form

  static let address = "secret_to"

  /// What stands in the fields at first.
  static let usual = ["kind": NotificationChannel.Kind.mail.rawValue]

  /// - Throws: `Refusal.invalid` where no kind was chosen.
  var draft: ChannelDraft {
    get throws(Refusal) {
      guard let kind else { throw .invalid([Fault(["kind"], "choose one")]) }
      return ChannelDraft(kind: kind, to: (form[ChannelForm.address] ?? "").trimmed)
    }
  }

  /// As it is shown again: what may be secret is not.
  var typed: [String: String] {
    var typed = ["kind": form["kind"] ?? ""]
    if kind?.hasSecretAddress == false { typed[ChannelForm.address] = form[ChannelForm.address] }
    return typed
  }

  private var kind: NotificationChannel.Kind? {
    form["kind"].flatMap(NotificationChannel.Kind.init(rawValue:))
  }
}
