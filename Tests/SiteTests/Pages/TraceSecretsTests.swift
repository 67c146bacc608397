import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Secrets of traces, for programs and on the panel.
@Suite struct TraceSecretsTests {
  private let world: World
  private let browser: Browser
  private let id: String

  init() async throws {
    world = try await World()
    browser = try await world.browser(of: "alice")
    id = try await world.save(
      tool: "http_request",
      params: [
        "url": "https://api.example/?api_key=open-sesame-1234",
        "headers": ["Authorization": "Bearer correct-horse-battery"],
      ])
  }

  @Test func `a program reads their names, and sends them back as it read them`() async throws {
    let token = try await world.token(of: "alice")
    let path = "/automation/traces/\(id)"
    let read = try await world.call(.get, path, token: token)
    let data = try #require(read.json?["trace"]?["trace_data"])
    #expect(
      data.elements?[1]["params"] == [
        "url": "https://api.example/?api_key=[secret api_key]",
        "headers": ["Authorization": "[secret authorization]"],
      ])
    let saved = try await world.call(.patch, path, token: token, ["trace_data": data])
    #expect(saved.status == 200)
    let again = try await world.call(.get, path, token: token)
    #expect(again.json?["trace"]?["trace_data"] == data)
    #expect(again.json?["trace"]?["changed_since_deployed"] == false)
    #expect(
      try await world.secrets(of: id) == [
        "api_key": "open-sesame-1234", "authorization": "Bearer correct-horse-battery",
      ])
  }

  @Test func `no page shows one, and the panel says which there are`() async throws {
    let token = try await world.token(of: "alice")
    let ran = try await world.call(.post, "/automation/traces/\(id)/runs", token: token)
    #expect(ran.status == 202)
    for path in ["", "/entries/2", "/steps/1", "/schedule", "?bind=1"] {
      let page = try await browser.get("/traces/\(id)\(path)")
      #expect(page.status == 200)
      #expect(!page.text.contains("sesame") && !page.text.contains("correct-horse"))
    }
    let panel = try await browser.get("/traces/\(id)").text
    #expect(
      panel.contains("<strong>api_key</strong> <span class=\"quiet\">ends with <bdi>1234</bdi>"))
    #expect(panel.contains("[secret authorization]"))
    #expect(try await browser.get("/traces/\(id)/steps/1").text.contains("[secret api_key]"))
    let other = try await world.save()
    #expect(try await !browser.get("/traces/\(other)").text.contains("id=\"secrets-title\""))
  }

  @Test func `what would be sent of a call shows none, and is not refused for the names`()
    async throws
  {
    let deployed = try await world.call(
      .post, "/automation/deploy", token: try await world.token(of: "alice"),
      ["trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00"])
    #expect(deployed.status == 200)
    #expect(!deployed.text.contains("sesame"))
  }

  @Test func `one is replaced on the panel, and its calls send the new one`() async throws {
    let replaced = try await browser.post(
      "/traces/\(id)/secrets", [("secret_name", "api_key"), ("secret_value", "new-sesame-5678")])
    #expect(replaced.status == 303)
    let page = try await browser.follow(replaced).text
    #expect(page.contains("The secret is replaced") && page.contains("<bdi>5678</bdi>"))
    #expect(try await world.secrets(of: id)["api_key"] == "new-sesame-5678")
  }

  @Test func `what cannot be is told at its field`() async throws {
    let path = "/traces/\(id)/secrets"
    let empty = try await browser.post(path, [("secret_name", "api_key"), ("secret_value", "")])
    #expect(empty.status == 422 && empty.text.contains("secret_value-fault\">must not be empty"))
    #expect(
      empty.text.contains("<option value=\"api_key\" selected>")
        && empty.text.contains("<details open>"))
    let gone = try await browser.post(
      path, [("secret_name", "other"), ("secret_value", "a-new-one")])
    #expect(gone.status == 422)
    #expect(gone.text.contains("secret_name-fault\">names no secret of this trace any more"))
    #expect(!gone.text.contains("a-new-one"))
    let bobs = try await world.browser(of: "bob").post(
      path, [("secret_name", "api_key"), ("secret_value", "mine-now")])
    #expect(bobs.status == 404)
    #expect(try await world.secrets(of: id)["api_key"] == "open-sesame-1234")
  }
}

extension World {
  /// Of a trace of Alice's, by their names.
  fileprivate func secrets(of id: String) async throws -> [String: String] {
    Dictionary(
      try await vault.comparable(in: .trace(id), of: "alice").map { ($0.name, $0.text) }
    ) { one, _ in one }
  }
}
