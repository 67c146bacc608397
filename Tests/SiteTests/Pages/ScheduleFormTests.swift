import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

@Suite struct ScheduleFormTests {
  @Test func `a draft's form begins with every day at nine`() async throws {
    let (_, browser, id) = try await scene()
    let page = try await browser.get("/traces/\(id)/schedule")
    #expect(page.text.contains("value=\"daily\" checked"))
    #expect(page.text.contains("name=\"schedule_time\" value=\"09:00\" type=\"time\""))
    #expect(page.text.contains(">Deploy</button>"))
  }

  @Test func `the reader's own zone is put only into a form that nobody has typed into`()
    async throws
  {
    let (world, browser, id) = try await scene()
    let path = "/traces/\(id)/schedule"
    func offersZone(_ page: World.Reply) -> Bool { page.text.contains("data-own-zone") }
    #expect(try await offersZone(browser.get(path)))
    let emptied = [
      ("schedule_type", "custom"), ("customInterval", "monday at 9"), ("timezone", ""),
    ]
    let refused = try await browser.post(path, emptied)
    #expect(refused.status == 422 && !offersZone(refused))
    let offer = try #require(refused.link(before: "data-offer=\"customInterval\">monday at 9am"))
    #expect(try await !offersZone(browser.get(offer)))
    #expect(
      try await !offersZone(
        browser.get("\(path)?preview=1&schedule_type=daily&schedule_time=09:00&timezone=")))
    let other = Browser(world: world, secret: browser.secret, formToken: "of another session")
    let held = try await other.post(path, emptied)
    #expect(held.status == 403 && !offersZone(held))
  }

  @Test func `a deployed one's form shows what is deployed`() async throws {
    let (world, browser, id) = try await scene()
    try await world.deploy(id)
    let page = try await browser.get("/traces/\(id)/schedule")
    #expect(page.text.contains("value=\"weekly\" checked"))
    for day in ["monday", "wednesday", "friday"] {
      #expect(page.text.contains("name=\"days\" value=\"\(day)\" checked"))
    }
    #expect(!page.text.contains("name=\"days\" value=\"tuesday\" checked"))
    #expect(page.text.contains(">Deploy again</button>"))
  }

  @Test func `zones of places come first, and all can be searched`() async throws {
    let (_, browser, id) = try await scene()
    let page = try await browser.get("/traces/\(id)/schedule").text
    let first = try #require(page.firstRange(of: "<datalist id=\"zones\"><option value=\"UTC\">"))
    let place = try #require(page.firstRange(of: "<option value=\"Africa/Abidjan\">"))
    let old = try #require(page.firstRange(of: "<option value=\"GB-Eire\">"))
    #expect(first.lowerBound < place.lowerBound && place.lowerBound < old.lowerBound)
    #expect(page.contains("<option value=\"America/New_York\" label=\"America/New York\">"))
  }

  @Test func `a preview is a GET that shows words and instants, and stores nothing`() async throws {
    let (world, browser, id) = try await scene()
    let page = try await browser.get(
      "/traces/\(id)/schedule?preview=1&schedule_type=monthly&schedule_time=08:00"
        + "&day_of_month=1,+15,+last&timezone=Europe%2FBerlin")
    #expect(page.status == 200)
    #expect(page.text.contains("<time datetime=\"2026-11-30T07:00Z\" data-scheduled>"))
    #expect(page.text.contains("Mon 30 Nov 2026, 08:00 CET"))
    #expect(page.text.contains("value=\"1, 15, last\""))
    let trace = try await world.services.traces.automation(id, for: .alice)
    #expect(trace.status == .draft)
  }

  @Test func `a preview with a fault says it beside the form, not as a refusal`() async throws {
    let (_, browser, id) = try await scene()
    let page = try await browser.get(
      "/traces/\(id)/schedule?preview=1&schedule_type=custom&customInterval=every+2+huors")
    #expect(page.status == 200)
    #expect(page.text.contains("<p class=\"fault\">How often: did you mean "))
    #expect(page.text.contains("“huors” is not known here (at character 9)"))
    #expect(!page.text.contains("This cannot be deployed yet"))
  }

  @Test(arguments: ["1 15", "15 banana", "15 , 20 x", "last day", "+5", ",", "1,,2", "LAST"])
  func `a day of the month is read whole or refused`(typed: String) async throws {
    let (_, browser, id) = try await scene()
    let page = try await browser.post(
      "/traces/\(id)/schedule",
      [("schedule_type", "monthly"), ("schedule_time", "09:00"), ("day_of_month", typed)])
    #expect(page.status == 422)
    #expect(page.text.contains("id=\"day_of_month-fault\""))
    #expect(page.text.contains("name=\"day_of_month\" value=\"\(typed)\""))
  }

  @Test func `spaces as pages and spreadsheets have them are spaces`() async throws {
    let (world, browser, id) = try await scene()
    let texts = [
      ("custom", "customInterval", "every\u{A0}2\u{202F}hours"),
      ("daily", "schedule_time", "9:30\u{A0}am"),
    ]
    for (type, field, text) in texts {
      let reply = try await browser.post(
        "/traces/\(id)/schedule",
        [("schedule_type", type), (field, text), ("timezone", "UTC")])
      #expect(reply.status == 303, "\(field)")
    }
    let trace = try await world.services.traces.automation(id, for: .alice)
    #expect(trace.schedule?.time == "9:30 am")
  }

  @Test func `a text that was given twice can be changed`() async throws {
    let (world, browser, id) = try await scene()
    _ = try await world.services.deployments.deploy(
      try DeployRequest(
        traceID: id,
        schedule: StoredSchedule(
          type: "custom", time: "every 2 hours",
          config: ["timezone": "UTC", "customInterval": "every 2 hours"]), name: nil),
      by: world.act(.alice))
    let reply = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("schedule_type", "custom"), ("customInterval", "every 3 hours"), ("timezone", "UTC"),
      ])
    #expect(reply.status == 303)
    let trace = try await world.services.traces.automation(id, for: .alice)
    #expect(trace.schedule?.read.config?["customInterval"] == "every 3 hours")
  }

  @Test func `a refused form is the page again, with what was typed and each fault at its field`()
    async throws
  {
    let (_, browser, id) = try await scene()
    let page = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("name", "My <name>"), ("schedule_type", "weekly"), ("schedule_time", "25:00"),
        ("timezone", "Europe/Berlni"), ("start", "tomorrow"), ("exclude_weekdays", "sunday"),
      ])
    #expect(page.status == 422)
    #expect(page.text.contains("name=\"name\" value=\"My &lt;name&gt;\""))
    #expect(page.text.contains("value=\"weekly\" checked"))
    // A time picker would lose it.
    #expect(page.text.contains("name=\"schedule_time\" value=\"25:00\" aria-invalid"))
    #expect(page.text.contains("value=\"Europe/Berlni\""))
    #expect(page.text.contains("value=\"sunday\" checked"))
    #expect(page.text.contains("<details class=\"limits\" open>"))
    #expect(page.text.contains("id=\"days-fault\">missing; name at least one day"))
    for field in ["schedule_time", "timezone", "start"] {
      #expect(page.text.contains("id=\"\(field)-fault\""))
      #expect(page.text.contains("<li><a href=\"#\(field)\">"))
    }
    #expect(page.text.contains("<li><a href=\"#days\">On these days: missing; name at least one"))
  }

  @Test func `an empty field has its fault, a custom schedule at its text`() async throws {
    let (_, browser, id) = try await scene()
    let noTime = try await browser.post("/traces/\(id)/schedule", [("schedule_type", "daily")])
    #expect(noTime.text.contains("id=\"schedule_time-fault\""))
    let noText = try await browser.post("/traces/\(id)/schedule", [("schedule_type", "custom")])
    #expect(noText.text.contains("id=\"customInterval-fault\""))
  }

  @Test func `policies are folded away while they are the usual ones`() async throws {
    let (_, browser, id) = try await scene()
    let usual = try await browser.get("/traces/\(id)/schedule").text
    #expect(usual.contains("<details class=\"limits\" id=\"policies\">"))
    #expect(usual.contains("<option value=\"\" selected>Run the latest one, late (usual)"))
    for (name, value) in [
      ("grace_seconds", "60"), ("catch_up_days", "7"), ("attempts", "3"), ("open_after", "3"),
      ("spread", "0"),
    ] {
      #expect(usual.contains("name=\"\(name)\" value=\"\""))
      #expect(usual.contains("Usual: \(value).") && usual.contains("placeholder=\"\(value)\""))
    }
    let path = "/traces/\(id)/schedule?preview=1&schedule_type=daily&schedule_time=09:00"
    let said = try await browser.get(path + "&attempts=3&missed=once").text
    #expect(said.contains("<details class=\"limits\" id=\"policies\">"))
    let other = try await browser.get(path + "&overlap=queue").text
    #expect(other.contains("<details class=\"limits\" id=\"policies\" open>"))
    #expect(other.contains("<option value=\"queue\" selected>"))
  }

  @Test func `policies of the form are those of the API`() async throws {
    let (world, browser, id) = try await scene()
    let form = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("schedule_type", "daily"), ("schedule_time", "09:00"), ("timezone", "UTC"),
        ("missed", "all"), ("overlap", "cancel"), ("grace_seconds", "30"),
        ("catch_up_days", "2"), ("attempts", "1"), ("open_after", "5"), ("spread", " 90 "),
      ])
    #expect(form.status == 303, "\(form.text)")
    let trace = try await world.services.traces.automation(id, for: .alice)
    let policies = try Policies(config: trace.schedule?.read.config)
    var expected = Policies()
    (expected.missed, expected.overlap, expected.graceSeconds) = (.all, .cancel, 30)
    (expected.catchUpDays, expected.attempts, expected.openAfter) = (2, 1, 5)
    expected.spreadSeconds = 90
    #expect(policies == expected)
    let page = try await browser.get("/traces/\(id)/schedule").text
    #expect(page.contains("<option value=\"all\" selected>"))
    #expect(page.contains("name=\"spread\" value=\"90\""))
  }

  @Test func `the form deploys as the API does`() async throws {
    let (world, browser, id) = try await scene()
    let other = try await world.save("Other", of: .bob)
    let form = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("name", "Three times"), ("schedule_type", "weekly"), ("schedule_time", "09:00"),
        ("days", "monday"), ("days", "friday"), ("timezone", "America/New_York"),
      ])
    #expect(form.status == 303 && form.location == "/traces/\(id)?notice=deployed")
    let call = try await world.call(
      .post, "/automation/deploy", token: world.token(of: "bob"),
      [
        "trace_id": .string(other), "name": "Three times", "schedule_type": "weekly",
        "schedule_time": "09:00",
        "schedule_config": ["timezone": "America/New_York", "days": ["monday", "friday"]],
      ])
    #expect(call.status == 200)
    let (one, two) = try await (
      world.services.traces.automation(id, for: .alice),
      world.services.traces.automation(other, for: .bob)
    )
    #expect(one.schedule == two.schedule && one.name == two.name)
    #expect(one.nextRunAt == two.nextRunAt && one.status == two.status)
  }

  @Test func `a repeated submit deploys once`() async throws {
    let (world, browser, id) = try await scene()
    let key = try #require(
      try await browser.get("/traces/\(id)/schedule")
        .value(of: "value", after: "name=\"idempotency_key\""))
    for _ in 1...2 {
      let reply = try await browser.post(
        "/traces/\(id)/schedule",
        [("idempotency_key", key), ("schedule_type", "daily"), ("schedule_time", "09:00")])
      #expect(reply.status == 303)
    }
    #expect(try await world.services.traces.automation(id, for: .alice).version == 1)
  }

  private func scene() async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    return (world, try await world.browser(of: "alice"), id)
  }
}
