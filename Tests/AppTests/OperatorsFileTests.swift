import App
import Automations
import Foundation
import TestSupport
import Testing

/// The operator's file, as a start reads it.
@Suite struct OperatorsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a secret lies in a file beside it or anywhere, without its last line's end`() throws {
    try folder.write("secrets/crm", Data("correct-horse-battery\n".utf8))
    for place in ["secrets/crm", folder.file("secrets/crm")] {
      let tools = try OperatorsFile.read(try written(token: #"{"file": "\#(place)"}"#))
      let crm = try #require(tools.connections.first)
      #expect(
        tools.secrets(of: crm) == [SecretText(name: "token", text: "correct-horse-battery")])
    }
  }

  @Test func `what is wrong stands in one line with the file and its place, and no secret does`()
    throws
  {
    let missing = complaint(token: #"{"file": "nowhere"}"#)
    #expect(missing.hasPrefix(folder.file("tools.json")) && !missing.contains("\n"))
    #expect(missing.contains("connections.0.secrets.token") && missing.contains("nowhere"))
    let unset = complaint(token: #"{"environment": "REPRISE_TEST_NOT_SET"}"#)
    #expect(unset.contains("REPRISE_TEST_NOT_SET"))
    let long = complaint(token: "\"correct-horse\\u0000-battery\"")
    #expect(long.contains("connections.0.secrets.token") && !long.contains("correct-horse"))
    #expect(complaint(token: "\"correct-horse").contains("is not valid JSON"))
  }

  @Test func `what the README shows of one is taken as it stands there`() throws {
    let readme = try String(
      contentsOf: Project.root.appending(path: "README.md"), encoding: .utf8)
    let shown = try #require(
      readme.components(separatedBy: "```json\n").dropFirst().first?
        .components(separatedBy: "```").first)
    try folder.write("clock-key", Data("correct-horse-battery\n".utf8))
    try folder.write("tools.json", Data(shown.utf8))
    let tools = try OperatorsFile.read(folder.file("tools.json"))
    #expect(tools.bindings.map(\.tool) == ["get_current_time"])
    #expect(tools.bindings.map(\.connection) == tools.connections.map(\.name))
    let clock = try #require(tools.connections.first)
    #expect(
      tools.secrets(of: clock) == [SecretText(name: "API_KEY", text: "correct-horse-battery")])
  }

  private func complaint(token: String) -> String {
    do {
      _ = try OperatorsFile.read(try written(token: token))
      return "nothing was wrong"
    } catch {
      return "\(error)"
    }
  }

  /// - Parameter token: as JSON.
  private func written(token: String) throws -> String {
    let text = """
      {"connections": [{"name": "crm", "kind": "http", "secrets": {"token": \(token)},
        "settings": {"base_url": "https://crm.example", "auth": {"type": "bearer"}}}]}
      """
    try folder.write("tools.json", Data(text.utf8))
    return folder.file("tools.json")
  }
}
