import Automations
import Foundation
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Of what one is told, and where: the page, the panel's form, and what a mail's link opens.
@Suite struct NotificationsTests {
  private let world: World
  private let browser: Browser
  private let path = "/account/notifications"

  init() async throws {
    world = try await World()
    browser = try await world.browser(of: "alice")
  }

  @Test func `channels are added, tried and removed`() async throws {
    let empty = try await browser.get(path).text
    #expect(empty.contains("Nowhere but on the pages yet") && empty.contains("None yet."))
    #expect(try await browser.get("/account").text.contains("href=\"\(path)\""))

    let added = try await add("ntfy", "https://ntfy.example/correct-horse")
    #expect(added.text.contains("The channel is added."))
    #expect(added.text.contains("https://ntfy.example/[secret …orse]"))
    #expect(!added.text.contains("correct-horse"))
    let test = try #require(added.value(of: "action", after: "</p></div>"))
    let tested = try await browser.follow(try await browser.post(test))
    #expect(tested.text.contains("A test is on its way"))
    #expect(tested.text.contains("A test of this channel"))
    #expect(tested.text.contains(">On its way</span>"))

    let asked = try await add("mail", "alice@example.com")
    #expect(asked.text.contains("A mail asks at that address"))
    #expect(asked.text.contains(">Ask again</button>"))
    let remove = try #require(asked.value(of: "action", after: "<summary>Remove…</summary>"))
    let removed = try await browser.follow(try await browser.post(remove))
    #expect(removed.text.contains("The channel is removed."))
    #expect(!removed.text.contains("<strong>ntfy</strong>"))
  }

  @Test func `a form that is pressed twice adds one`() async throws {
    let fields = [
      ("idempotency_key", "a"), ("kind", "ntfy"), ("secret_to", "https://ntfy.example/status"),
    ]
    for _ in 1...2 {
      #expect(try await browser.post("\(path)/channels", fields).status == 303)
    }
    #expect(try await world.notifications.settings(of: "alice").channels.count == 1)
  }

  @Test func `what is wrong stands at the field, and what may be secret is not shown again`()
    async throws
  {
    let mail = try await browser.post(
      "\(path)/channels", [("kind", "mail"), ("secret_to", "nobody")])
    #expect(mail.status == 422 && mail.text.contains("value=\"nobody\""))
    #expect(mail.text.contains("must be one address such as alice@example.com"))
    #expect(mail.text.contains("aria-invalid=\"true\" autofocus"))
    let slack = try await browser.post(
      "\(path)/channels", [("kind", "slack"), ("secret_to", "correct-horse")])
    #expect(slack.status == 422 && !slack.text.contains("correct-horse"))
    #expect(slack.text.contains("must begin with https://"))
    #expect(slack.text.contains("type it once more") && !mail.text.contains("type it once more"))
    #expect(slack.text.contains("<option value=\"slack\" selected>"))
    // Nor is it carried through the sign-in page.
    let nobody = Browser(world: world, secret: "", formToken: "")
    let signIn = try await nobody.post(
      "\(path)/channels", [("kind", "slack"), ("secret_to", "correct-horse")])
    #expect(signIn.status == 401 && !signIn.text.contains("correct-horse"))
  }

  @Test func `where no mail goes out, the page says so, and no panel counts its channel`()
    async throws
  {
    let world = try await World(sendsMail: false)
    let browser = try await world.browser(of: "alice")
    let empty = try await browser.get(path).text
    #expect(empty.contains("so that no mail goes out: its operator may name one in"))
    let added = try await browser.follow(
      try await browser.post(
        "\(path)/channels", [("kind", "mail"), ("secret_to", "alice@example.com")])
    ).text
    #expect(added.contains("but no mail asks at that address"))
    #expect(added.contains("No mail goes there, not even the one that asks"))
    let trace = try await world.save()
    let panel = try await browser.get("/traces/\(trace)").text
    #expect(panel.contains("Nothing is sent: messages go to none of its channels yet."))
    let channel = try #require(
      try await world.notifications.settings(of: "alice").channels.first)
    #expect(
      try await world.notifications.confirm(
        channel.id, at: "alice@example.com", world.clock.now))
    #expect(try await browser.get(path).text.contains("No mail goes there: this server has no"))
    #expect(
      try await browser.get("/traces/\(trace)").text.contains("messages go to none of its"))
    _ = try await browser.post(
      "\(path)/channels", [("kind", "ntfy"), ("secret_to", "https://ntfy.example/status")])
    #expect(try await browser.get("/traces/\(trace)").text.contains("On 1 of 2 channels"))
  }

  @Test func `events are ticked, and an older form is held`() async throws {
    let seen = try await browser.seen(path)
    let saved = try await browser.follow(
      try await browser.post(path, [("seen", seen), ("events", "circuit_opened")]))
    #expect(saved.text.contains("It is noted"))
    #expect(saved.text.contains("value=\"circuit_opened\" checked"))
    #expect(!saved.text.contains("value=\"run_failed\" checked"))
    let held = try await browser.post(path, [("seen", seen), ("events", "run_failed")])
    #expect(held.status == 409 && held.text.contains("channels or events were changed"))
    #expect(held.text.contains("value=\"run_failed\" checked"))
    #expect(
      try await world.notifications.settings(of: "alice").events == [.circuitOpened])
  }

  @Test func `the panel says where and what, and may say it otherwise`() async throws {
    let trace = try await world.save()
    let panel = try await browser.get("/traces/\(trace)").text
    #expect(panel.contains("Nothing is sent: there is no channel yet"))
    #expect(!panel.contains("name=\"where\""))
    _ = try await add("ntfy", "https://ntfy.example/status")
    let id = try #require(
      try await world.notifications.settings(of: "alice").channels.first
    ).id
    let page = try await browser.get("/traces/\(trace)")
    #expect(page.text.contains("On 1 of 1 channel, of 7 kinds of events, as of all automations."))
    let fields = [
      ("where", "these"), ("channels", id), ("what", "these"), ("events", "recovered"),
      ("seen", try #require(try seenChoice(page))),
    ]
    let chosen = try await browser.follow(
      try await browser.post("/traces/\(trace)/notifications", fields))
    #expect(chosen.text.contains("On 1 of 1 channel, of 1 kinds of events."))
    #expect(
      try await world.notifications.choice(of: trace, in: .alice)?.choice
        == NotificationChoice(channels: [id], events: [.recovered]))
    let held = try await browser.post("/traces/\(trace)/notifications", fields)
    #expect(held.status == 409 && held.text.contains("it was said otherwise"))
  }

  @Test func `a run that failed stands among the messages, with its run behind it`() async throws {
    _ = try await add("ntfy", "https://ntfy.example/status")
    let trace = try await world.save("<Weekly> & \u{202E}status")
    try await world.deploy(trace)
    let run = try await world.ran(trace, .failed, Reason(.stepFailed, "500."))
    let page = try await browser.get(path).text
    #expect(page.contains("<a href=\"/runs/\(run)\">A run of “"))
    #expect(page.contains("&lt;Weekly&gt; &amp; status") && !page.contains("\u{202E}"))
  }

  @Test func `two topics of one server are two channels`() async throws {
    _ = try await add("ntfy", "https://ntfy.example/status")
    _ = try await add("ntfy", "https://ntfy.example/alarms")
    #expect(try await world.notifications.settings(of: "alice").channels.count == 2)
  }

  @Test func `a mail's link opens a button, and only the button confirms`() async throws {
    _ = try await add("mail", "alice@example.com")
    let channel = try #require(
      try await world.notifications.settings(of: "alice").channels.first)
    let query = ConfirmationLink.query(
      of: channel.id, at: "alice@example.com", key: World.key, now: world.clock.now)
    // Whoever reads the mail need not be signed in.
    let reader = Browser(world: world, secret: "", formToken: "")
    for _ in 1...2 {
      let page = try await reader.get("/confirm-address?\(query)")
      #expect(page.status == 200 && page.text.contains("Are messages wanted here?"))
      #expect(page.text.contains("<bdi>alice@example.com</bdi>"))
    }
    #expect(try await world.notifications.channel(channel.id)?.isConfirmed == false)
    let fields = query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
    let done = try await reader.post("/confirm-address", fields)
    #expect(done.status == 200 && done.text.contains("Messages come to this address"))
    #expect(try await world.notifications.channel(channel.id)?.isConfirmed == true)
    #expect(try await browser.get(path).text.contains("Messages go there."))

    world.clock.advance(seconds: 24 * 3600)
    let late = try await reader.get("/confirm-address?\(query)")
    #expect(late.status == 404 && late.text.contains("over a day old"))
  }

  private func add(_ kind: String, _ address: String) async throws -> World.Reply {
    try await browser.follow(
      try await browser.post("\(path)/channels", [("kind", kind), ("secret_to", address)]))
  }

  /// What the panel's form says that was seen.
  private func seenChoice(_ page: World.Reply) throws -> String? {
    let form = try #require(page.text.range(of: "/notifications\">", options: .backwards))
    let rest = page.text[form.upperBound...]
    return rest.firstMatch(of: /name="seen" value="([^"]*)"/).map { String($0.output.1) }
  }
}
