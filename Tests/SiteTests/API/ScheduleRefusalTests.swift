import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// A schedule that cannot be is refused with the same words wherever it is handed in.
@Suite struct ScheduleRefusalTests {
  /// What is typed into the form's fields; the API gets the same as JSON.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let type: String
    var time = ""
    var config: [(String, String)] = []
    var policies: [(String, String)] = []
    /// The field that bears the fault, and a part of its words.
    let field: String
    let words: String

    var testDescription: String { "\(type) \(time) \(config + policies)" }
  }

  static let all = [
    Wrong(type: "hourly", time: "09:00", field: "schedule_type", words: "daily"),
    Wrong(type: "daily", time: "24:00", field: "schedule_time", words: "24:00"),
    Wrong(type: "daily", time: "9", field: "schedule_time", words: "09:00 or 21:00"),
    Wrong(type: "weekly", time: "Monday at 3", field: "schedule_time", words: "3am or 3pm"),
    Wrong(
      type: "custom", config: [("customInterval", "every weekday at 9")], field: "customInterval",
      words: "9:00 or 21:00? write 9am or 9pm"),
    Wrong(type: "daily", field: "schedule_time", words: ""),
    Wrong(
      type: "daily", time: "09:00", config: [("timezone", "PST")], field: "timezone",
      words: "America/Los_Angeles"),
    Wrong(
      type: "daily", time: "09:00", config: [("timezone", "Europe/Berlim")], field: "timezone",
      words: "Europe/Berlin"),
    Wrong(type: "weekly", time: "09:00", config: [], field: "days", words: ""),
    Wrong(
      type: "weekly", time: "09:00", config: [("days", "funday")], field: "days", words: "funday"),
    Wrong(
      type: "monthly", time: "09:00", config: [("day_of_month", "32")], field: "day_of_month",
      words: "31"),
    Wrong(
      type: "custom", config: [("customInterval", "every 2 huors")], field: "customInterval",
      words: "hours"),
    Wrong(
      type: "custom", config: [("customInterval", "0 9 * * * *")], field: "customInterval",
      words: "seconds"),
    Wrong(
      type: "custom", config: [("customInterval", "0 0 30 2 *")], field: "customInterval",
      words: ""),
    Wrong(
      type: "daily", time: "09:00", config: [("start", "tomorrow")], field: "start",
      words: "tomorrow"),
    Wrong(
      type: "daily", time: "09:00", config: [("exclude_dates", "25.12.2026")],
      field: "exclude_dates", words: "25.12.2026"),
    Wrong(
      type: "daily", time: "09:00",
      config: [
        ("start", "2199-01-02"), ("end", "2199-01-02"), ("exclude_dates", "2199-01-02"),
      ],
      field: "exclude_dates", words: "every date in its range is excluded"),
    Wrong(policy: "missed", "never", words: "once, skip, all"),
    Wrong(policy: "overlap", "wait", words: "skip, queue, allow, cancel"),
    Wrong(policy: "grace_seconds", "86401", words: "0 to 86400"),
    Wrong(policy: "catch_up_days", "-1", words: "0 to 365"),
    Wrong(policy: "attempts", "0", words: "1 to 10"),
    Wrong(policy: "open_after", "three", words: "1 to 1000"),
    Wrong(
      type: "daily", time: "09:00", config: [("spread", "3601")], field: "spread",
      words: "0 to 3600"),
  ]

  @Test(arguments: all)
  func `preview, deployment and form refuse it alike`(wrong: Wrong) async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    let schedule: [JSON.Member] = [
      JSON.Member("schedule_type", .string(wrong.type)),
      JSON.Member("schedule_time", wrong.time.isEmpty ? .null : .string(wrong.time)),
      JSON.Member("schedule_config", wrong.json),
    ]
    let preview = try await world.call(
      .post, "/automation/schedule/preview", token: token, .object(schedule))
    let deployment = try await world.call(
      .post, "/automation/deploy", token: token,
      .object([JSON.Member("trace_id", .string(id))] + schedule))
    #expect(preview.status == 422)
    #expect(deployment.status == 422 && deployment.body == preview.body)
    let faults = try #require(preview.json?["detail"]?.elements)
    let fault = try #require(
      faults.first { $0["loc"]?.elements?.contains(.string(wrong.field)) == true },
      "\(preview.text)")
    let words = try #require(fault["msg"]?.text)
    #expect(words.contains(wrong.words))

    let browser = try await world.browser(of: "alice")
    let form = try await browser.post("/traces/\(id)/schedule", wrong.fields)
    #expect(form.status == 422)
    #expect(
      form.text.contains("id=\"\(wrong.faultID)\">\(words.escapedForHTML)"), "\(words)")
    // What a field cannot show, a day or a type that does not exist, is in the message.
    for (name, value) in wrong.fields where name != "days" && value != "hourly" {
      #expect(form.text.contains("value=\"\(value)\""), "what was typed is lost: \(value)")
    }
    let summary = try await world.services.traces.automation(id, for: .alice)
    #expect(summary.status == .draft)
  }

  @Test(
    arguments: [
      ("daily", .null, "schedule_time"), ("monthly", .null, "schedule_time"),
      ("custom", .null, "schedule_time"), ("weekly", "09:00", "days"),
    ] as [(String, JSON, String)])
  func `what is not given at all is missing`(type: String, time: JSON, field: String)
    async throws
  {
    let world = try await World()
    let answer = try await world.call(
      .post, "/automation/schedule/preview", token: try await world.token(of: "alice"),
      ["schedule_type": .string(type), "schedule_time": time])
    #expect(answer.status == 422)
    let fault = try #require(answer.json?["detail"]?.elements?.first)
    #expect(fault["type"]?.text == "missing", "\(answer.text)")
    #expect(fault["loc"]?.elements?.last?.text == field)
  }

  @Test(
    arguments: [
      (["end": "2020-01-01"], "its end is past", "this schedule is over"),
      (
        ["day_of_month": 15, "start": "2199-01-02", "end": "2199-01-03"],
        "its first run, on 15 January 2199 at 09:00, is after its end", "this schedule never runs"
      ),
    ] as [(JSON, String, String)])
  func `what has nothing left is previewed, and not deployed`(
    config: JSON, reason: String, refusal: String
  ) async throws {
    let world = try await World()
    let token = try await world.token(of: "alice")
    let id = try await world.save()
    let schedule: [JSON.Member] = [
      JSON.Member("schedule_type", "monthly"), JSON.Member("schedule_time", "09:00"),
      JSON.Member("schedule_config", config),
    ]
    let preview = try await world.call(
      .post, "/automation/schedule/preview", token: token, .object(schedule))
    #expect(preview.status == 200 && preview.json?["next"]?.elements?.isEmpty == true)
    #expect(preview.text.contains("Nothing is left to run: \(reason)."))
    let deployment = try await world.call(
      .post, "/automation/deploy", token: token,
      .object([JSON.Member("trace_id", .string(id))] + schedule))
    #expect(deployment.status == 422 && deployment.text.contains(refusal))
    let fault = try #require(deployment.json?["detail"]?.elements?.first)
    #expect(fault["loc"]?.elements?.last?.text == "end")
  }

  @Test func `a day that is past is told at its field, whatever the end is`() async throws {
    let world = try await World()
    let id = try await world.save()
    let answer = try await world.call(
      .post, "/automation/deploy", token: world.token(of: "alice"),
      [
        "trace_id": .string(id), "schedule_type": "custom", "schedule_time": .null,
        "schedule_config": ["customInterval": "once at 2020-01-01 09:00", "end": "2030-01-01"],
      ])
    #expect(answer.status == 422)
    let fault = try #require(answer.json?["detail"]?.elements?.first)
    #expect(fault["loc"]?.elements?.last?.text == "customInterval", "\(answer.text)")
  }

  @Test func `elapsed time is counted from when a preview begins, as the command counts it`()
    async throws
  {
    let world = try await World()
    let answer = try await world.call(
      .post, "/automation/schedule/preview", token: world.token(of: "alice"),
      [
        "schedule_type": "custom", "schedule_config": ["customInterval": "every 5 hours"],
        "after": "2027-01-01T00:10:00Z", "count": 2,
      ])
    #expect(answer.json?["next"] == ["2027-01-01T05:10:00Z", "2027-01-01T10:10:00Z"])
  }
}

extension ScheduleRefusalTests.Wrong {
  /// A daily schedule with a policy that cannot be.
  fileprivate init(policy: String, _ value: String, words: String) {
    self.init(type: "daily", time: "09:00", field: policy, words: words)
    policies = [(policy, value)]
  }

  fileprivate var fields: [(String, String)] {
    [("schedule_type", type)] + (time.isEmpty ? [] : [("schedule_time", time)]) + config
      + policies
  }

  /// Of the words at the form's field.
  fileprivate var faultID: String { field == "schedule_type" ? "type-fault" : "\(field)-fault" }

  fileprivate var json: JSON {
    var members = config.map { name, value in
      let lists = ["days", "exclude_dates"]
      let number = Int(value).map { JSON($0) }
      return JSON.Member(
        name, lists.contains(name) ? [.string(value)] : number ?? .string(value))
    }
    if !policies.isEmpty {
      let policies = policies.map { name, value in
        JSON.Member(name, Int(value).map { JSON($0) } ?? .string(value))
      }
      members.append(JSON.Member("policies", .object(policies)))
    }
    return .object(members)
  }
}

extension String {
  fileprivate var escapedForHTML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
