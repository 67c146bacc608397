import Templating
import TestSupport
import Testing

@Suite struct ReloadTests {
  private let page = TracePage(title: "T")

  @Test func `a changed template shows without a restart`() throws {
    let folder = try TemporaryFolder([TracePage.template: "a {{title}}"])
    let templates = try Templates(folder: folder.path, pages: [TracePage.self], reloads: true)
    #expect(try text(templates) == "a T")
    try folder.write(TracePage.template, "{{> part}} {{title}}")
    try folder.write("part", "b")
    #expect(try text(templates) == "b T")
    try folder.write("part", "c")
    #expect(try text(templates) == "c T")
  }

  @Test func `a broken template says so until it is mended`() throws {
    let folder = try TemporaryFolder([TracePage.template: "a"])
    let templates = try Templates(folder: folder.path, pages: [TracePage.self], reloads: true)
    try folder.write(TracePage.template, "{{titel}}")
    for _ in 0..<2 {
      let error = try #require(throws: TemplateFaults.self) { try text(templates) }
      #expect(error.faults.map(\.line) == [1])
    }
    try folder.write(TracePage.template, "{{title}}")
    #expect(try text(templates) == "T")
  }

  @Test func `templates that do not reload stay as they were`() throws {
    let folder = try TemporaryFolder([TracePage.template: "a"])
    let templates = try Templates(folder: folder.path, pages: [TracePage.self], reloads: false)
    try folder.write(TracePage.template, "b")
    #expect(try text(templates) == "a")
  }

  @Test func `many threads may render and reload at once`() async throws {
    let folder = try TemporaryFolder([TracePage.template: "{{title}}"])
    let templates = try Templates(folder: folder.path, pages: [TracePage.self], reloads: true)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<50 {
            let shown = try text(templates)
            #expect(shown == "T")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func text(_ templates: Templates) throws -> String {
    String(decoding: try templates.render(page), as: UTF8.self)
  }
}
