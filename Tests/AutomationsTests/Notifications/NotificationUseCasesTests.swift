import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

@Suite struct NotificationUseCasesTests {
  private let world: UseCaseWorld
  private let key = [UInt8](repeating: 7, count: 32)
  private let slack = "https://hooks.slack.example/services/T0/B0/correcthorsebattery"

  init() throws { world = try UseCaseWorld() }

  private func notifications(at now: Instant = .morning) -> NotificationUseCases {
    NotificationUseCases(
      store: world.database, vault: world.vault, connections: world.database, adapters: [],
      key: key, now: { now })
  }

  private func change(
    _ drafts: ChannelDraft..., by act: Act = .alice
  ) async throws -> [NotificationChannel] {
    try await notifications().change(channels: drafts, events: [:], by: act).channels
  }

  @Test func `a channel whose address is secret shows its host, and the vault has the rest`()
    async throws
  {
    let channel = try #require(try await change(ChannelDraft(kind: .slack, to: slack)).first)
    #expect(channel.to == "https://hooks.slack.example/[secret …tery]" && channel.isConfirmed)
    let kept = try await world.vault.secret(at: .address(ofChannel: channel.id), of: "alice")
    #expect(kept?.text == slack)
    // A short path is not shown at all.
    let ntfy = try await change(ChannelDraft(kind: .ntfy, to: "https://ntfy.example/abc")).last
    #expect(ntfy?.to == "https://ntfy.example/[secret …]")
    // The one before has gone, its address too.
    #expect(try await world.vault.secret(at: .address(ofChannel: channel.id), of: "alice") == nil)
  }

  @Test func `what is sent back as it was answered stays as it is`() async throws {
    let before = try await change(
      ChannelDraft(kind: .slack, to: slack), ChannelDraft(kind: .mail, to: "a@b.example"))
    let drafts = before.map { ChannelDraft(id: $0.id, kind: $0.kind, to: $0.to) }
    let after = try await notifications().change(channels: drafts, events: [:], by: .alice)
    #expect(after.channels == before)
    // Also without ids: a program that says all anew makes nothing anew.
    #expect(
      try await change(
        ChannelDraft(kind: .slack, to: slack), ChannelDraft(kind: .mail, to: "a@b.example"))
        == before)
    let asked = try await notifications().deliveries(of: .alice)
    #expect(asked.map(\.message.kind) == [.confirmation])
  }

  @Test(
    arguments: [
      (.mail, ""), (.mail, "a"), (.mail, "a@b.example, c@d.example"), (.mail, "A <a@b.example>"),
      (.mail, "a@b.example\r\nBcc: eve@evil.example"), (.mail, "a b@c.example"),
      (.mail, String(repeating: "a", count: 3000) + "@b.example"),
      (.webhook, "desk"), (.webhook, "https://runner.example/"),
      (.slack, "hooks.slack.example/x"), (.slack, "https://"), (.slack, "https://x.example/\u{0}"),
      (.slack, "https://hooks.slack.example\\services\\correct-horse"),
      (.ntfy, "ftp://ntfy.example/x"), (.ntfy, "https://alice:secret@ntfy.example/x"),
    ] as [(NotificationChannel.Kind, String)])
  func `an address that is none is refused at its place`(
    _ kind: NotificationChannel.Kind, _ to: String
  ) async throws {
    let refused = try await refusal { _ = try await change(ChannelDraft(kind: kind, to: to)) }
    guard case .invalid(let faults)? = refused else {
      Issue.record("\(to) was taken")
      return
    }
    #expect(faults.map(\.path) == [["channels", "0", "to"]])
    #expect(try await notifications().settings(of: .alice).channels.isEmpty)
  }

  @Test func `a webhook goes by a connection that one can reach`() async throws {
    let desk = ConnectionDraft(
      name: "desk", kind: .webhook, settings: ["url": "https://runner.example/"])
    _ = try await world.connections.create(desk, of: nil, by: .alice)
    #expect(try await notifications().runners(of: .alice) == ["desk"])
    #expect(try await notifications().runners(of: .bob).isEmpty)
    #expect(try await change(ChannelDraft(kind: .webhook, to: "desk")).map(\.to) == ["desk"])
    let refused = try await refusal {
      _ = try await change(ChannelDraft(kind: .webhook, to: "desk"), by: .bob)
    }
    guard case .invalid? = refused else {
      Issue.record("Bob has no desk")
      return
    }
  }

  @Test func `somebody else's channels are none of one's own`() async throws {
    let id = try #require(try await change(ChannelDraft(kind: .slack, to: slack)).first).id
    for act in [Act.bob, .of(.everybody)] {
      guard
        case .notFound(.channel)? = try await refusal({
          try await notifications().test(id, id: Identifier.random(), by: act)
        }),
        case .notFound(.channel)? = try await refusal({
          try await notifications().remove(id, by: act)
        }),
        case .invalid? = try await refusal({
          _ = try await change(ChannelDraft(id: id, kind: .slack, to: slack), by: act)
        })
      else {
        Issue.record("reached")
        return
      }
    }
    #expect(try await notifications().settings(of: .alice).channels.count == 1)
    #expect(try await notifications().deliveries(of: .alice).isEmpty)
  }

  @Test func `there are no more channels than are looked at`() async throws {
    let drafts = (0...Limits.channelsOfPerson).map {
      ChannelDraft(kind: .ntfy, to: "https://ntfy.example/\($0)")
    }
    let refused = try await refusal {
      _ = try await notifications().change(channels: drafts, events: [:], by: .alice)
    }
    guard case .invalid? = refused else {
      Issue.record("taken")
      return
    }
    _ = try await notifications().change(
      channels: drafts.dropLast(), events: [:], by: .alice)
    guard
      case .invalid? = try await refusal({
        try await notifications().add(drafts[0], id: Identifier.random(), by: .alice)
      })
    else {
      Issue.record("one of them twice")
      return
    }
  }

  @Test func `events that are not named stay, and one automation may have its own`() async throws {
    let all = try await notifications().change(
      channels: nil, events: [.runFailed: false], by: .alice)
    #expect(all.events == NotificationEvent.usual.subtracting([.runFailed]))
    let id = try await world.save("note")
    let channel = try #require(try await change(ChannelDraft(kind: .slack, to: slack)).first)
    let choice = NotificationChoice(channels: [channel.id], events: [.runFailed])
    try await notifications().setChoice(choice, of: id, by: .alice)
    #expect(try await notifications().choice(of: id, for: .alice).choice == choice)
    #expect(all.chosen(by: choice).events == [.runFailed])
    guard
      case .invalid? = try await refusal({
        try await notifications().setChoice(
          NotificationChoice(channels: ["other"]), of: id, by: .alice)
      }),
      case .notFound(.trace)? = try await refusal({
        try await notifications().setChoice(.asOfAll, of: id, by: .bob)
      }),
      case .notFound(.trace)? = try await refusal({
        _ = try await notifications().choice(of: id, for: .bob)
      })
    else {
      Issue.record("taken")
      return
    }
    // A form may name a channel as often as it has room.
    #expect(NotificationChoice(channels: ["b", "a", "b"]).channels == ["b", "a"])
    // What was answered can be sent back, though its channel is gone.
    try await notifications().remove(channel.id, by: .alice)
    try await notifications().setChoice(choice, of: id, by: .alice)
    #expect(try await notifications().choice(of: id, for: .alice).choice == choice)
    try await notifications().setChoice(.asOfAll, of: id, by: .alice)
    #expect(try await notifications().choice(of: id, for: .alice).choice == .asOfAll)
  }

  @Test func `an address of mail is asked, and confirmed by its link alone`() async throws {
    let channel = try #require(
      try await change(ChannelDraft(kind: .mail, to: "alice@example.com")).first)
    #expect(!channel.isConfirmed)
    let link = try #require(self.link(of: channel, at: "alice@example.com"))
    #expect(try await notifications().channel(toConfirm: channel.id, by: link) == channel)
    #expect(try await notifications().settings(of: .alice).channels.first?.isConfirmed == false)

    let late = Instant.morning.advanced(bySeconds: 24 * 3600)
    let others: [(NotificationUseCases, id: String, link: String)] = [
      (notifications(at: late), channel.id, link), (notifications(), Identifier.random(), link),
      (notifications(), channel.id, link + "x"), (notifications(), channel.id, ""),
      (notifications(), channel.id, try #require(self.link(of: channel, at: "eve@evil.example"))),
    ]
    for (useCases, id, link) in others {
      guard
        case .notFound(.confirmationLink)? = try await refusal({
          _ = try await useCases.confirm(id, by: link)
        })
      else {
        Issue.record("\(id), \(link)")
        return
      }
    }
    // A second press changes nothing more.
    for _ in 1...2 { _ = try await notifications().confirm(channel.id, by: link) }
    #expect(try await notifications().settings(of: .alice).channels.first?.isConfirmed == true)

    // Another address is asked anew, and the link of the one before is none.
    let other = try await change(
      ChannelDraft(id: channel.id, kind: .mail, to: "desk@example.com"))
    #expect(other.map(\.isConfirmed) == [false] && other.map(\.id) == [channel.id])
    guard
      case .notFound? = try await refusal({
        _ = try await notifications().confirm(channel.id, by: link)
      })
    else {
      Issue.record("confirmed")
      return
    }
  }

  @Test func `strangers are not asked without an end`() async throws {
    for number in 1...Limits.confirmationsPerDay.all {
      _ = try await change(ChannelDraft(kind: .mail, to: "stranger\(number)@example.com"))
    }
    guard
      case .tooMany? = try await refusal({
        _ = try await change(ChannelDraft(kind: .mail, to: "one-more@example.com"))
      })
    else {
      Issue.record("asked")
      return
    }
    // Nothing of the change was done.
    #expect(
      try await notifications().settings(of: .alice).channels.map(\.to) == [
        "stranger\(Limits.confirmationsPerDay.all)@example.com"
      ])
  }

  @Test func `a test is one message, and asked for twice it is one still`() async throws {
    let channel = try #require(try await change(ChannelDraft(kind: .slack, to: slack)).first)
    for _ in 1...2 { try await notifications().test(channel.id, id: "once", by: .alice) }
    #expect(try await notifications().deliveries(of: .alice).map(\.id) == ["once"])
    for number in 2...Limits.messagesPerHour {
      try await notifications().test(channel.id, id: "\(number)", by: .alice)
    }
    guard
      case .tooMany(_, let seconds)? = try await refusal({
        try await notifications().test(channel.id, id: "more", by: .alice)
      })
    else {
      Issue.record("sent")
      return
    }
    #expect((3500...3601).contains(seconds))
  }

  /// The value of `link` in a new link of a channel.
  private func link(of channel: NotificationChannel, at address: String) -> String? {
    ConfirmationLink.query(of: channel.id, at: address, key: key, now: .morning)
      .split(separator: "link=").last.map(String.init)
  }
}
