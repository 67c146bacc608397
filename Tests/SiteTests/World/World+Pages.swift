import Automations
import Foundation
import HTTPTypes
import Scheduling
import Site
import TestSupport
import Testing

extension World.Reply {
  /// The value of the first such attribute behind a mark in the page.
  func value(of name: String, after mark: String) -> String? {
    guard let start = text.range(of: mark)?.upperBound,
      let begin = text.range(of: "\(name)=\"", range: start..<text.endIndex)?.upperBound,
      let end = text.range(of: "\"", range: begin..<text.endIndex)?.lowerBound
    else { return nil }
    return String(text[begin..<end])
  }

  /// The address, without its fragment, of the link whose tag ends with such a mark.
  func link(before mark: String) -> String? {
    guard let end = text.range(of: mark)?.lowerBound,
      let start = text.range(
        of: "href=\"", options: .backwards, range: text.startIndex..<end)?.upperBound
    else { return nil }
    return String(text[start..<end].prefix { $0 != "\"" && $0 != "#" })
      .replacing("&amp;", with: "&")
  }

  /// Where it leads, without the receipt of a form.
  var location: String? {
    headers[.location].map { $0.replacing(/[?&]of=[0-9a-f-]{36}$/, with: "") }
  }

  /// The page without what differs from one reading to the next: ids, tokens and keys.
  var settled: String {
    text
      .replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
      .replacing(/name="csrf" value="[^"]*"/, with: "name=\"csrf\" value=\"TOKEN\"")
      .replacing(/time zone database [0-9a-z]+/, with: "time zone database RELEASE")
  }
}

extension Browser {
  /// What the first form of a page says that it was opened on.
  func seen(_ path: String) async throws -> String {
    try #require(try await get(path).value(of: "value", after: "name=\"seen\""))
  }
}

extension World {
  /// Saves traces one second apart, so that their order is known.
  func saveMany(_ count: Int, of caller: Caller = .alice) async throws {
    for number in 1...count {
      clock.advance(seconds: 1)
      _ = try await services.traces.save(
        try TraceDraft(
          userID: nil, providerID: "desk", threadID: "thread-\(number)",
          name: "Trace \(number)", traceData: World.entries()),
        by: act(caller))
    }
  }

  func setStatus(_ id: String, _ status: DeploymentStatus) async throws {
    try await services.deployments.setStatus(of: id, to: status, by: act(.alice))
  }
}

/// Compares a page with the one in the folder `Golden`; with `REPRISE_GOLDEN=1` writes it anew.
func expectGolden(_ page: String, _ name: String) throws {
  let file = Project.root.appending(path: "Tests/SiteTests/Pages/Golden/\(name).html")
  if ProcessInfo.processInfo.environment["REPRISE_GOLDEN"] == "1" {
    try page.write(to: file, atomically: true, encoding: .utf8)
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  let (lines, expected) = (page.split(separator: "\n"), golden.split(separator: "\n"))
  for (line, other) in zip(lines, expected) {
    try #require(line == other, "REPRISE_GOLDEN=1 writes the golden pages anew")
  }
  #expect(lines.count == expected.count)
}
