package import Automations
import Templating

extension TracePage {
  /// Of what its owner is told, and where.
  package struct Notifications: Sendable {
    /// The owner's, of all automations.
    let settings: NotificationSettings
    /// What is said of this one alone.
    let choice: NotificationChoice
    /// Whether mail goes out of this server.
    let sendsMail: Bool

    package init(
      settings: NotificationSettings = NotificationSettings(),
      choice: NotificationChoice = .asOfAll, sendsMail: Bool = true
    ) {
      self.settings = settings
      self.choice = choice
      self.sendsMail = sendsMail
    }
  }

  static var notificationFields: [Field<TracePage>] {
    [
      .path("choose_path", Paths.chooseNotifications) { $0.trace.id },
      .text("seen_choice") { $0.notifications.choice.digest },
      .text("told_where") { $0.notifications.words },
      .flag("is_own") { $0.trace.userID == $0.layout.callerName },
      .flag("any_channels") { !$0.notifications.settings.channels.isEmpty },
      .flag("is_choosing") { $0.choiceAsTyped != $0.notifications.choice },
      .flag("chooses_channels") { $0.choiceAsTyped.channels != nil },
      .flag("chooses_events") { $0.choiceAsTyped.events != nil },
      .list("channels") { page in
        let channels = page.notifications.settings.channels
        return Choice.channels(
          channels, ticked: page.choiceAsTyped.channels ?? channels.map(\.id))
      },
      .list("events") { page in
        Choice.events(ticked: page.choiceAsTyped.events ?? page.notifications.settings.events)
      },
    ]
  }

  private var choiceAsTyped: NotificationChoice {
    if case .notifications(let typed)? = refused { typed } else { notifications.choice }
  }
}

extension TracePage.Notifications {
  /// How it stands, in a sentence.
  fileprivate var words: String {
    guard !settings.channels.isEmpty else {
      return "Nothing is sent: there is no channel yet, and its page alone tells."
    }
    let chosen = settings.chosen(by: choice)
    guard !chosen.channels.isEmpty, !chosen.events.isEmpty else {
      return "Nothing is sent of this automation."
    }
    let reached = chosen.channels.count { $0.isReached(sendingMail: sendsMail) }
    guard reached > 0 else {
      return "Nothing is sent: messages go to none of its channels yet."
    }
    let all = choice == .asOfAll ? ", as of all automations" : ""
    return "On \(reached) of \(settings.channels.count) "
      + "\(settings.channels.count == 1 ? "channel" : "channels"), of \(chosen.events.count) kinds of "
      + "events\(all)."
  }
}
