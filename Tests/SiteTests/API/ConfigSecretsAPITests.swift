import Automations
import HTTPTypes
import OrderedJSON
import TestSupport
import Testing

/// Secrets of a `schedule_config`, for programs and on the panel.
@Suite struct ConfigSecretsAPITests {
  @Test func `every answer and page names them, and the form keeps them`() async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    func config(_ secret: String) -> JSON { ["hook": ["token": .string(secret)], "spread": 60] }
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
        "schedule_config": config("open-sesame-1234"),
      ])
    #expect(deployed.status == 200 && !deployed.text.contains("open-sesame"))
    let read = try await world.call(.get, "/automation/traces/\(id)", token: token)
    #expect(read.json?["trace"]?["schedule_config"] == config("[secret token]"))
    let listed = try await world.call(.get, "/automation/traces", token: token)
    #expect(
      listed.json?["traces"]?.elements?.first?["schedule_config"] == config("[secret token]"))

    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/traces/\(id)/schedule")
    #expect(page.status == 200 && !page.text.contains("open-sesame"))
    let again = try await browser.post(
      "/traces/\(id)/schedule",
      [("schedule_type", "daily"), ("schedule_time", "10:00"), ("spread", "60")])
    #expect(again.status == 303)
    let kept = try await world.vault.comparable(in: .schedule(id), of: "alice")
    #expect(kept.map(\.text) == ["open-sesame-1234"])
  }
}
