import OrderedJSON
package import Scheduling

/// A message as it is read: a title, and five lines that say what happened, since when, what comes next,
/// what to do, and where.
package struct NotificationText: Hashable, Sendable {
  /// One line; a name in it is isolated and has no control characters.
  package let title: String
  /// Each one line, the last a link.
  package let lines: [String]

  /// - Parameters:
  ///   - zone: in which times are told; `nil`: UTC.
  ///   - confirmation: the query of the link that a confirmation asks to open; `nil`: there is none.
  package init(
    _ message: NotificationMessage, links: NotificationLinks, zone: TimeZoneRules?,
    confirmation: String? = nil
  ) {
    let words = Wording(message: message, links: links, zone: zone, confirmation: confirmation)
    title = words.title
    lines = [words.what, words.since, words.next, words.toDo, words.link]
  }

  /// All of it in one text, as a mail has it.
  package var body: String { lines.joined(separator: "\n") + "\n" }
}

extension NotificationMessage {
  /// One line for lists, which see to the direction of texts themselves.
  package var title: String { Wording(message: self, isolates: false).title }
}

/// The words of a message.
private struct Wording {
  let message: NotificationMessage
  var links: NotificationLinks?
  var zone: TimeZoneRules?
  var confirmation: String?
  var isolates = true

  private var name: String { told(message.subject?.name ?? "", Limits.messageCharacters.name) }

  private var because: String {
    guard let words = message.words, words.isSeen else { return "." }
    return ": " + told(words, Limits.messageCharacters.words)
  }

  /// A text of somebody else's within a sentence: it is one line, and its direction does not change what
  /// stands around it.
  private func told(_ text: String, _ most: Int) -> String {
    let line = text.inOneLine(most)
    return isolates ? "\u{2068}\(line)\u{2069}" : line
  }

  private func time(_ instant: Instant) -> String {
    let local = instant.advanced(bySeconds: Int64(zone?.offset(at: instant) ?? 0)).rfc3339
    let date = local.prefix { $0 != "T" }
    let clock = local.dropFirst(date.count + 1).prefix(5)
    return "\(date) \(clock) \(zone?.abbreviation(at: instant) ?? "UTC")"
  }
}

extension Wording {
  var title: String {
    switch message.kind {
    case .event(let event):
      switch event {
      case .runFailed: "A run of “\(name)” failed"
      case .circuitOpened: "“\(name)” was stopped"
      case .recovered: "“\(name)” works again"
      case .outcomeUnknown: "A run of “\(name)” has an unknown outcome"
      case .runsMissed: "Runs of “\(name)” were missed"
      case .connectionOff: "The connection “\(name)” was switched off"
      case .contractChanged: "A tool of “\(name)” has changed"
      }
    case .over(let event):
      switch event {
      case .outcomeUnknown: "No run of “\(name)” has an unknown outcome any more"
      case .runsMissed: "“\(name)” runs in time again"
      case .connectionOff: "The connection “\(name)” is on again"
      case .runFailed, .circuitOpened, .contractChanged, .recovered: "“\(name)” works again"
      }
    case .test: "A test of this channel"
    case .confirmation: "Are messages from Reprise wanted here?"
    case .more(let count): "\(count) more \(count == 1 ? "message" : "messages")"
    }
  }

  var what: String {
    switch message.kind {
    case .event(.recovered), .over: title + "."
    case .event: title + because
    case .test: "This is a test, as somebody with your account asked for."
    case .confirmation:
      "\(told(message.userID, Limits.messageCharacters.name)), who has an account at "
        + "\(links?.origin ?? ""), wants messages about automations to come to this address."
    case .more(let count):
      "\(title) \(count == 1 ? "was" : "were") left out: at most \(Limits.messagesPerHour) go out in an "
        + "hour."
    }
  }

  var since: String {
    switch message.kind {
    case .event(.recovered), .over:
      "\(wasSo) since \(time(message.since ?? message.at)); over at \(time(message.at))."
    case .event(.connectionOff): "Since \(time(message.since ?? message.at))\(foundOut)."
    case .event: "Since \(time(message.since ?? message.at))."
    case .test, .confirmation: "Asked for at \(time(message.at))."
    case .more: "In the hour to \(time(message.at))."
    }
  }

  /// What was so until it was over.
  private var wasSo: String {
    switch message.kind {
    case .over(.outcomeUnknown): "What became of a run was not known"
    case .over(.runsMissed): "Runs had been missed"
    case .over(.connectionOff): "It had been off"
    case .event, .over, .test, .confirmation, .more: "It had failed"
    }
  }

  /// The run by which a connection was found to be gone.
  private var foundOut: String {
    guard let links, let runID = message.runID else { return "" }
    return "; the run \(links.run(runID)) found it so"
  }

  var next: String { "Next: \(coming)." }

  private var coming: String {
    switch message.kind {
    case .event(.circuitOpened): "nothing runs until somebody resumes it"
    case .event(.contractChanged): "nothing runs until somebody accepts the change"
    case .event(.connectionOff): "runs with tools that go through it are skipped"
    case .event(.outcomeUnknown): "this run waits for you; \(schedule)"
    case .over(.connectionOff): "runs with tools that go through it go ahead"
    case .event, .over: schedule
    case .test: "messages about your automations come here"
    case .confirmation: "nothing is sent here until the address is confirmed"
    case .more: "messages come as before"
    }
  }

  private var schedule: String {
    message.nextRunAt.map { "it runs on \(time($0))" } ?? "no further run is planned for now"
  }

  var toDo: String { "To do: \(asked)." }

  private var asked: String {
    switch message.kind {
    case .event(.runFailed):
      "see which step failed and why, and mend that, or start what did not answer; if it goes on "
        + "failing, it is stopped"
    case .event(.circuitOpened): "mend the cause, then resume it"
    case .event(.outcomeUnknown): "look whether the step was carried out, and say so there"
    case .event(.runsMissed): "see what was missed; run it by hand where that is needed"
    case .event(.connectionOff): "set it right, then switch it on"
    case .event(.contractChanged): "look at what is other now, and accept it or bind another tool"
    case .event(.recovered), .over, .test: "nothing"
    case .confirmation:
      "open the link within \(Limits.confirmationHours) hours and press its button; if you do not want "
        + "this, do nothing"
    case .more: "see how the runs ended"
    }
  }

  var link: String {
    guard let links else { return "" }
    switch message.kind {
    case .confirmation: return confirmation.map(links.confirmation) ?? links.origin
    case .test: return links.settings
    case .more: return links.runs
    case .event, .over: break
    }
    switch message.subject {
    case let subject? where subject.noun == .connection: return links.connection(subject.id)
    case let subject? where message.runID == nil && isOfHistory: return links.history(subject.id)
    case let subject?: return message.runID.map(links.run) ?? links.automation(subject.id)
    case nil: return links.runs
    }
  }

  private var isOfHistory: Bool {
    switch message.kind {
    case .event(.runsMissed), .over(.runsMissed): true
    default: false
    }
  }
}
