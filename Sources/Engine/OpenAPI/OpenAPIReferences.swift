import OrderedJSON
import Workflows

/// Follows the references of a document, `{"$ref": "#/components/…"}`, as far as it is worth it: one
/// part that thousands of operations refer to would else be gone through thousands of times.
struct OpenAPIReferences {
  private let document: SchemaDocument
  private var steps = 0

  init(_ document: SchemaDocument) { self.document = document }

  /// Whether so much was followed that nothing more can be.
  var isExhausted: Bool { steps > Limits.openAPISteps }

  /// Counts what is gone through because something refers to it.
  /// - Parameters:
  ///   - members: of objects and lists.
  ///   - text: that is compared or looked up; 16 bytes of it are as much as a member.
  mutating func spend(_ members: Int, on text: String = "") {
    steps += members + text.utf8.count / 16
  }

  /// What one reference leads to; `nil`: nothing in this document.
  mutating func value(at reference: String) -> JSON? {
    let value = document.target(of: reference)
    // To look something up takes as long as to go through some members.
    spend(8 + (value?.members?.count ?? 0), on: reference)
    return isExhausted ? nil : value
  }

  /// What a value is, or what it refers to, over however many references.
  /// - Throws: where one of them leads nowhere, or back.
  mutating func target(of json: JSON) throws(OpenAPIObstacle) -> JSON {
    var (json, seen): (JSON, Set<Spelling>) = (json, [])
    while let reference = json["$ref"]?.text {
      guard seen.insert(Spelling(reference)).inserted else {
        throw OpenAPIObstacle("the reference \(reference.quoted) leads back to itself")
      }
      guard let next = value(at: reference) else {
        throw OpenAPIObstacle(
          reference.hasPrefix("#")
            ? "the reference \(reference.quoted) leads to nothing in the document"
            : "the reference \(reference.quoted) leads out of the document, which alone is read")
      }
      json = next
    }
    return json
  }
}

/// Why an operation is no tool, as the part of a sentence that comes behind "is left away:".
struct OpenAPIObstacle: Error {
  let why: String

  init(_ why: String) { self.why = why }
}
