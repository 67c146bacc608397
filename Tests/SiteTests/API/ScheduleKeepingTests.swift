import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// What the form does not show is not lost when it deploys again.
@Suite struct ScheduleKeepingTests {
  @Test func `deploying again untouched by the form changes nothing`() async throws {
    let world = try await World()
    let id = try await world.save()
    let config: JSON = [
      "customInterval": "every 2 days", "timezone": "America/New_York",
      "anchor": "2026-11-01T15:00:00Z", "dst": ["gap": "skip", "fold": "both"],
      "policies": ["missed": "skip"], "mine": 7,
    ]
    let token = try await world.token(of: "alice")
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": "custom", "schedule_time": "10:15",
        "schedule_config": config,
      ])
    #expect(deployed.status == 200)
    let browser = try await world.browser(of: "alice")
    let again = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("schedule_type", "custom"), ("customInterval", "every 2 days"),
        ("timezone", "America/New_York"),
      ])
    #expect(again.status == 303)
    let trace = try await world.services.traces.automation(id, for: .alice)
    #expect(trace.schedule?.time == "10:15")
    for (key, value) in (config.members ?? []).map({ ($0.key, $0.value) }) {
      #expect(trace.schedule?.read.config?[key] == value)
    }
    #expect(JSON(trace.nextRunAt?.rfc3339) == deployed.json?["next_run_at"])
  }

  @Test(arguments: [
    ("daily", ("schedule_time", "07:00")), ("custom", ("customInterval", "every monday at 7am")),
  ])
  func `another type keeps all that means the same there`(
    type: String, field: (String, String)
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    let deployed = try await world.call(
      .post, "/automation/deploy", token: world.token(of: "alice"),
      [
        "trace_id": .string(id), "schedule_type": "weekly", "schedule_time": "09:00",
        "schedule_config": [
          "days": ["monday"], "timezone": "America/New_York", "anchor": "2026-11-01T15:00:00Z",
          "dst": ["gap": "skip", "fold": "both"], "mine": 7,
        ],
      ])
    #expect(deployed.status == 200)
    let again = try await world.browser(of: "alice").post(
      "/traces/\(id)/schedule",
      [("schedule_type", type), field, ("timezone", "America/New_York")])
    #expect(again.status == 303)
    let config = try await world.services.traces.automation(id, for: .alice).schedule?.read.config
    #expect(config?["dst"] == ["gap": "skip", "fold": "both"] && config?["mine"] == 7)
    #expect(config?["timezone"] == "America/New_York")
    #expect(config?["anchor"] == nil && config?["days"] == nil)
  }

  @Test func `a form that shows policies keeps what it does not know of them`() async throws {
    let world = try await World()
    let id = try await world.save()
    let config: JSON = [
      "timezone": "UTC", "policies": ["missed": "once", "attempts": 5, "mine": true],
      "spread": 60,
    ]
    _ = try await world.call(
      .post, "/automation/deploy", token: world.token(of: "alice"),
      [
        "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
        "schedule_config": config,
      ])
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/traces/\(id)/schedule").text
    #expect(page.contains("<option value=\"once\" selected>Run the latest one, late (usual)"))
    #expect(page.contains("name=\"attempts\" value=\"5\""))
    #expect(page.contains("name=\"spread\" value=\"60\""))
    // As a browser sends it: every field, the empty ones too.
    let again = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("schedule_type", "daily"), ("schedule_time", "09:00"), ("timezone", "UTC"),
        ("missed", "once"), ("grace_seconds", ""), ("catch_up_days", ""), ("overlap", ""),
        ("attempts", "5"), ("open_after", ""), ("spread", "60"),
      ])
    #expect(again.status == 303)
    let kept = try await world.services.traces.automation(id, for: .alice)
    #expect(kept.schedule?.read.config == config)
  }

  @Test func `null is as good as absent for what may be absent`() async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
        "schedule_config": .null, "name": .null, "require_bound": .null,
      ])
    #expect(deployed.status == 200, "\(deployed.text)")
    let preview = try await world.call(
      .post, "/automation/schedule/preview", token: token,
      [
        "schedule_type": "daily", "schedule_time": "09:00", "schedule_config": .null,
        "after": .null, "count": .null,
      ])
    #expect(preview.status == 200, "\(preview.text)")
    let unchanged = try await world.call(
      .patch, "/automation/traces/\(id)", token: token, ["name": .null, "trace_data": .null])
    for nothing in [["name": ""], ["trace_data": []], ["name": "", "trace_data": []]] as [JSON] {
      let empty = try await world.call(
        .patch, "/automation/traces/\(id)", token: token, nothing)
      #expect(empty.status == 400 && empty.json == ["detail": "No update data provided"])
    }
    #expect(unchanged.status == 400 && unchanged.text.contains("No update data provided"))
  }
}
