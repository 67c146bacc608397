import Automations

/// Of what somebody wants to be told, and of one automation where.
struct NotificationForm {
  let form: Form

  /// Those that are ticked.
  var events: Set<NotificationEvent> {
    Set(form.values("events").compactMap(NotificationEvent.init(rawValue:)))
  }

  /// Of one automation; what is ticked counts where it is said that it does.
  var choice: NotificationChoice {
    NotificationChoice(
      channels: form["where"] == NotificationForm.these ? form.values("channels") : nil,
      events: form["what"] == NotificationForm.these ? events : nil)
  }

  /// The value of a field by which what is ticked counts.
  static let these = "these"
}
