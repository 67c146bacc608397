import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// A schedule that may mean two things is refused with both, each to be taken by pressing it.
@Suite struct ScheduleOfferTests {
  @Test(
    arguments: [
      (
        "custom", nil, ["customInterval": "every weekday at 9"],
        ["schedule_config", "customInterval"], ["every weekday at 9am", "every weekday at 9pm"]
      ),
      ("daily", "9", [:], ["schedule_time"], ["09:00", "21:00"]),
      ("weekly", "Monday at 3", [:], ["schedule_time"], ["Monday at 3am", "Monday at 3pm"]),
      (
        "daily", "09:00", ["timezone": "new york"], ["schedule_config", "timezone"],
        ["America/New_York"]
      ),
    ] as [(String, JSON, JSON, [String], [String])])
  func `the API tells what would be right, for programs too`(
    type: String, time: JSON, config: JSON, path: [String], offers: [String]
  ) async throws {
    let world = try await World()
    let answer = try await world.call(
      .post, "/automation/schedule/preview", token: world.token(of: "alice"),
      ["schedule_type": .string(type), "schedule_time": time, "schedule_config": config])
    #expect(answer.status == 422)
    let fault = try #require(answer.json?["detail"]?.elements?.first)
    #expect(fault["loc"] == .array((["body"] + path).map(JSON.string)))
    #expect(fault["offers"] == .array(offers.map(JSON.string)))
    #expect(fault["type"]?.text == "value_error")
  }

  @Test func `a fault without any says nothing of offers`() async throws {
    let world = try await World()
    let answer = try await world.call(
      .post, "/automation/schedule/preview", token: world.token(of: "alice"),
      ["schedule_type": "daily", "schedule_time": "25:00"])
    let fault = try #require(answer.json?["detail"]?.elements?.first)
    #expect(fault["offers"] == nil)
  }

  @Test func `the form has each as a link that fills the field and keeps the others`() async throws
  {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let refused = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("name", "A & B"), ("schedule_type", "custom"), ("customInterval", "every weekday at 9"),
        ("timezone", "Europe/Berlin"), ("exclude_weekdays", "monday"),
        ("exclude_weekdays", "friday"), ("attempts", "5"),
      ])
    #expect(refused.status == 422)
    #expect(refused.text.contains("name=\"customInterval\" value=\"every weekday at 9\""))
    for time in ["9am", "9pm"] {
      let path = try #require(
        refused.link(before: "data-offer=\"customInterval\">every weekday at \(time)<"))
      let page = try await browser.get(path)
      #expect(page.status == 200)
      #expect(page.text.contains("name=\"customInterval\" value=\"every weekday at \(time)\""))
      #expect(page.text.contains("Every weekday at \(time == "9am" ? "09:00" : "21:00"), Berlin"))
      #expect(page.text.contains("name=\"name\" value=\"A &amp; B\""))
      #expect(page.text.contains("name=\"attempts\" value=\"5\""))
      for day in ["monday", "friday"] {
        #expect(page.text.contains("name=\"exclude_weekdays\" value=\"\(day)\" checked"))
      }
      #expect(!page.text.contains("data-offer"))
    }
  }

  @Test(
    arguments: [
      ([("schedule_type", "daily"), ("schedule_time", "9")], "schedule_time", "21:00"),
      (
        [("schedule_type", "daily"), ("schedule_time", "09:00"), ("timezone", "louisville")],
        "timezone", "America/Kentucky/Louisville"
      ),
    ] as [([(String, String)], String, String)])
  func `so has a preview, beside the form too`(
    fields: [(String, String)], field: String, offer: String
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let query = fields.map { "\($0)=\($1)" }.joined(separator: "&")
    let page = try await browser.get("/traces/\(id)/schedule?preview=1&\(query)")
    #expect(page.text.contains("id=\"\(field)-offers\""))
    let link = "data-offer=\"\(field)\">\(offer)<"
    #expect(page.text.split(separator: link, omittingEmptySubsequences: false).count == 3)
    let path = try #require(page.link(before: link))
    let taken = try await browser.get(path)
    #expect(taken.text.contains("value=\"\(offer)\"") && taken.text.contains("<p class=\"words\""))
  }

  @Test func `a zone that is of no place is shown with the place that may be meant`() async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get(
      "/traces/\(id)/schedule?preview=1&schedule_type=daily&schedule_time=09:00&timezone=EST")
    #expect(page.text.contains("EST is UTC−5 all year, without summer time."))
    let path = try #require(page.link(before: "data-offer=\"timezone\">America/New_York<"))
    let taken = try await browser.get(path)
    #expect(taken.text.contains("Every day at 09:00, New York time"))
    #expect(!taken.text.contains("without summer time") && !taken.text.contains("data-offer"))
  }

  @Test func `the offer of an offset says what it is`() async throws {
    let world = try await World()
    let id = try await world.save()
    let page = try await world.browser(of: "alice").get(
      "/traces/\(id)/schedule?preview=1&schedule_type=daily&schedule_time=09:00&timezone=utc%2B2")
    #expect(
      page.text.contains("data-offer=\"timezone\">Etc/GMT-2</a> <span class=\"small\">is UTC+2<"))
  }

  @Test(arguments: ["10 am", "9:00", "Monday at 3pm"])
  func `a time that no time picker can show is shown as it was typed`(time: String) async throws {
    let world = try await World()
    let id = try await world.save()
    let query = time.replacing(" ", with: "+")
    let page = try await world.browser(of: "alice").get(
      "/traces/\(id)/schedule?preview=1&schedule_type=weekly&schedule_time=\(query)")
    #expect(page.text.contains("name=\"schedule_time\" value=\"\(time)\">"))
    #expect(page.text.contains("Every Monday at 15:00") == time.hasPrefix("Monday"))
  }

  @Test(arguments: ["new york", "NEW YORK", "america/new_york", " New_York "])
  func `the form takes the only zone that fits and shows it`(typed: String) async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let fields = [
      ("schedule_type", "daily"), ("schedule_time", "09:00"), ("timezone", typed),
    ]
    let query = typed.replacing(" ", with: "+")
    let page = try await browser.get(
      "/traces/\(id)/schedule?preview=1&schedule_type=daily&schedule_time=09:00&timezone=\(query)")
    #expect(page.text.contains("name=\"timezone\" value=\"America/New_York\""))
    #expect(page.text.contains("New York time") && !page.text.contains("timezone-fault\">"))
    let reply = try await browser.post("/traces/\(id)/schedule", fields)
    #expect(reply.status == 303)
    let trace = try await world.services.traces.automation(id, for: .alice)
    let config = try JSON(parsing: try #require(trace.schedule?.config))
    #expect(config["timezone"] == "America/New_York")
  }

  @Test func `the form of a schedule without a zone keeps it where it runs`() async throws {
    let world = try await World(timezone: "Europe/Berlin")
    let browser = try await world.browser(of: "alice")
    let id = try await world.save()
    let deploy: JSON = [
      "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
    ]
    let answer = try await world.call(
      .post, "/automation/deploy", token: world.token(of: "alice"), deploy)
    #expect(answer.text.contains("No time zone was given: Europe/Berlin is used."))
    let own = try await browser.get("/traces/\(id)/schedule").text
    #expect(
      own.contains("name=\"timezone\" value=\"\"") && own.contains("placeholder=\"Europe/Berlin\""))

    let other = try await world.save()
    _ = try await world.deployments("Asia/Tokyo").deploy(
      DeployRequest(
        traceID: other, schedule: StoredSchedule(type: "daily", time: "09:00", config: nil),
        name: nil), by: world.act(.alice))
    let moved = try await browser.get("/traces/\(other)/schedule").text
    #expect(moved.contains("name=\"timezone\" value=\"Asia/Tokyo\""))
  }
}
