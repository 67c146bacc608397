import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// What people read: five lines, in which nobody else's text can do anything.
@Suite struct NotificationTextTests {
  private let links = NotificationLinks(
    origin: "https://reprise.example", run: { "run:\($0)" }, automation: { "automation:\($0)" },
    history: { "history:\($0)" }, connection: { "connection:\($0)" }, runs: "runs",
    settings: "settings", confirmation: { "confirm?\($0)" })

  @Test func `a stop says what happened, since when, what comes next, what to do and where`() {
    let text = text(.event(.circuitOpened), words: "Stopped after 3 failed runs in a row.")
    #expect(text.title == "“\u{2068}Weekly status\u{2069}” was stopped")
    #expect(
      text.lines == [
        "“\u{2068}Weekly status\u{2069}” was stopped: "
          + "\u{2068}Stopped after 3 failed runs in a row.\u{2069}",
        "Since 2026-11-24 09:00 UTC.",
        "Next: nothing runs until somebody resumes it.",
        "To do: mend the cause, then resume it.",
        "run:7f3a",
      ])
    #expect(text.body == text.lines.joined(separator: "\n") + "\n")
  }

  @Test func `times are those of the automation's zone`() throws {
    let zone = try #require(TimeZoneDatabase().zone(named: "America/New_York"))
    let text = NotificationText(
      message(.event(.runFailed), next: .morning.advanced(bySeconds: 86_400)), links: links,
      zone: zone)
    #expect(text.lines[1] == "Since 2026-11-24 04:00 EST.")
    #expect(text.lines[2] == "Next: it runs on 2026-11-25 04:00 EST.")
  }

  @Test(
    arguments: [
      NotificationMessage.Kind.test, .confirmation, .more(1), .more(12), .over(.runsMissed),
      .over(.outcomeUnknown), .over(.connectionOff),
    ] + NotificationEvent.allCases.map(NotificationMessage.Kind.event))
  func `every message has five lines that say something, and a title of one`(
    kind: NotificationMessage.Kind
  ) {
    let hostile =
      "x\r\nBcc: eve@evil.example\u{202E}\u{2066}\0\u{85}\u{2028}"
      + String(repeating: "y", count: 5000)
    let message = NotificationMessage(
      userID: hostile, kind: kind, at: .morning,
      subject: .init(.automation, id: "7f", name: hostile), runID: "7f3a", since: .morning,
      words: hostile)
    let text = NotificationText(message, links: links, zone: nil, confirmation: "link=x")
    #expect(text.lines.count == 5 && text.lines.allSatisfy { !$0.isEmpty })
    for line in [text.title] + text.lines {
      #expect(!line.contains { $0.isNewline } && !line.utf8.contains { $0 < 0x20 })
      #expect(!line.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
      // Each isolate that begins ends.
      let (begun, ended) = (
        line.unicodeScalars.count { $0 == "\u{2068}" },
        line.unicodeScalars.count { $0 == "\u{2069}" }
      )
      #expect(begun == ended && line.count < 600)
    }
  }

  @Test func `what tells of instants leads to the history, a connection to its page`() {
    let missed = NotificationText(
      message(.event(.runsMissed), runID: nil), links: links, zone: nil)
    #expect(missed.lines.last == "history:7f")
    let stopped = NotificationText(
      message(.event(.circuitOpened), runID: nil), links: links, zone: nil)
    #expect(stopped.lines.last == "automation:7f")
    let off = NotificationMessage(
      userID: "alice", kind: .event(.connectionOff), at: .morning,
      subject: .init(.connection, id: "c1", name: "desk"))
    #expect(NotificationText(off, links: links, zone: nil).lines.last == "connection:c1")
    #expect(
      NotificationText(off, links: links, zone: nil).lines[1] == "Since 2026-11-24 09:00 UTC.")
    let ask = NotificationMessage(userID: "alice", kind: .confirmation, at: .morning)
    #expect(
      NotificationText(ask, links: links, zone: nil, confirmation: "link=x").lines.last
        == "confirm?link=x")
  }

  @Test func `who has no reason gets a sentence all the same`() {
    #expect(text(.event(.runFailed), words: nil).lines[0].hasSuffix("failed."))
    #expect(text(.event(.runFailed), words: " \u{200B}").lines[0].hasSuffix("failed."))
  }

  @Test(
    arguments: [
      (.event(.recovered), "It had failed since "),
      (.over(.connectionOff), "It had been off since "),
      (.over(.outcomeUnknown), "What became of a run was not known since "),
      (.over(.runsMissed), "Runs had been missed since "),
    ] as [(NotificationMessage.Kind, String)])
  func `what is over says what had been`(_ kind: NotificationMessage.Kind, _ words: String) {
    #expect(text(kind, words: nil).lines[1].hasPrefix(words))
  }

  @Test func `a connection that was given up is told with the run that found it so`() {
    let off = text(.event(.connectionOff), words: "It answered 410.")
    #expect(off.lines[1] == "Since 2026-11-24 09:00 UTC; the run run:7f3a found it so.")
  }

  private func text(
    _ kind: NotificationMessage.Kind, words: String?
  ) -> NotificationText {
    NotificationText(message(kind, words: words), links: links, zone: nil)
  }

  private func message(
    _ kind: NotificationMessage.Kind, runID: String? = "7f3a", next: Instant? = nil,
    words: String? = nil
  ) -> NotificationMessage {
    NotificationMessage(
      userID: "alice", kind: kind, at: .morning,
      subject: .init(.automation, id: "7f", name: "Weekly status"), runID: runID, since: .morning,
      nextRunAt: next, words: words)
  }
}
