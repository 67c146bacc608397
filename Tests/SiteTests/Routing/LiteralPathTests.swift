import Foundation
import Site
import TestSupport
import Testing

/// An address stands in `Paths` and nowhere else.
@Suite struct LiteralPathTests {
  @Test(arguments: ["Sources/Site", "Sources/App", "Templates", "Public/script.js"])
  func `no path is a literal`(place: String) async throws {
    let files = try Self.files(below: place).filter { $0.lastPathComponent != "Paths.swift" }
    #expect(!files.isEmpty)
    let search = try LiteralSearch(RouteTable(try await World().services))
    for file in files {
      let found = search.lines(of: try String(contentsOf: file, encoding: .utf8))
      #expect(found == [], "\(file.lastPathComponent)")
    }
  }

  @Test func `what a template names itself is a file`() throws {
    let attribute = /(?:href|src|action|formaction|data-[a-z]+)="\/([^"]*)"/
    for file in try Self.files(below: "Templates") {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: attribute) {
        let path = Project.root.appending(path: "Public/\(match.output.1)").path
        var isFolder: ObjCBool = false
        let isFile =
          FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
          && !isFolder.boolValue
        #expect(isFile, "\(file.lastPathComponent): \(match.output.0)")
      }
    }
  }

  @Test(arguments: [
    #"return .seeOther("/traces", saying: .deleted)"#, #""/runs/\(run.id)""#,
    #"print("\(origin.text)/sign-in?\(link)")"#, #""Path=/account; HttpOnly""#,
    #"<a href="/traces/{{id}}/schedule">"#, "curl {{origin}}/automation/traces",
    "`/sign-in?next=${next}`", #"server.get("/openapi.json")"#, #""GET /health HTTP/1.0""#,
  ])
  func `a literal is found`(line: String) async throws {
    let search = try LiteralSearch(RouteTable(try await World().services))
    #expect(search.lines(of: "let a = 1\n  \(line)\n") == ["2: \(line)"])
  }

  @Test(arguments: [
    "/// As `POST /automation/traces` does.", #"static let template = "traces/list""#,
    "{{/runs}}", "{{> traces/current}}", #"data + "/logs/automation.log""#,
    #"<script src="/script.js" defer>"#, #""/healthy""#,
  ])
  func `what is none is not`(line: String) async throws {
    let search = try LiteralSearch(RouteTable(try await World().services))
    #expect(search.lines(of: line) == [])
  }

  private static func files(below place: String) throws -> [URL] {
    let url = Project.root.appending(path: place)
    guard url.pathExtension.isEmpty else { return [url] }
    let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    return try #require(found).compactMap { $0 as? URL }
      .filter { ["swift", "mustache"].contains($0.pathExtension) }
  }
}

/// Finds the beginnings of addresses in a text, but for comments and the ends of sections.
private struct LiteralSearch {
  private let beginnings: [String]

  init(_ table: RouteTable) throws {
    beginnings = Set(table.routes.compactMap { $0.path.split(separator: "/").first })
      .map { "/\($0)" }.sorted()
    try #require(beginnings.contains("/traces"))
  }

  /// With their numbers.
  func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { (number: $0 + 1, line: $1.trimmingCharacters(in: .whitespaces)) }
      .filter { !$0.line.hasPrefix("//") && hasAddress($0.line.replacing("{{/", with: "{{")) }
      .map { "\($0.number): \($0.line)" }
  }

  private func hasAddress(_ line: String) -> Bool {
    beginnings.contains { beginning in
      line.ranges(of: beginning).contains { range in
        let before = line[..<range.lowerBound].last
        return !isOfWord(before) && !isOfWord(line[range.upperBound...].first)
      }
    }
  }

  /// Whether a longer path goes on with it.
  private func isOfWord(_ character: Character?) -> Bool {
    guard let character else { return false }
    return character.isLetter || character.isNumber || "._-".contains(character)
  }
}
