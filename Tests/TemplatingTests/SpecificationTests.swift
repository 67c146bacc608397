import Foundation
import Templating
import TestSupport
import Testing

/// The cases of https://github.com/mustache/spec, read from a folder beside the project.
@Suite struct SpecificationTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let data: JSON
    let template: String
    let partials: [String: String]?
    let expected: String

    var testDescription: String { name }
  }

  private struct File: Decodable {
    let tests: [Case]
  }

  private static let folder = Project.shared.appending(path: "mustache-spec")

  private static let files: [URL] = {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "json" }
  }()

  @Test func `the specification's cases are there`() {
    if Self.files.isEmpty { print("The Mustache specification is not beside the project.") }
  }

  @Test(arguments: files) func `renders as the specification says`(file: URL) throws {
    let cases = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).tests
    #expect(!cases.isEmpty)
    for specified in cases {
      let sources = (specified.partials ?? [:]).merging(["": specified.template]) { $1 }
      let library = Library(sources)
      #expect(library.faults.isEmpty, "\(specified.name)")
      let bound = BoundTemplate("", in: library, shape: ModelShape([specified.data]))
      var output: [UInt8] = []
      try bound.render(specified.data, into: &output)
      #expect(String(decoding: output, as: UTF8.self) == specified.expected, "\(specified.name)")
    }
  }
}
