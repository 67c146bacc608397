import Automations
import OrderedJSON

/// An OpenAPI document: a description of somebody's API, in JSON or YAML, of which each operation is
/// a tool (https://spec.openapis.org/oas/v3.0.4, https://spec.openapis.org/oas/v3.1.1).
package struct OpenAPIDocument: Sendable {
  /// As it says itself: `3.0.x` or `3.1.x`.
  package let version: String
  /// What it calls itself, in one line; it may be empty.
  package let title: String
  /// In the order of the document.
  package let operations: [OpenAPIOperation]
  /// Operations that are no tools, and why, in sentences: the first `Limits.openAPIOperations`.
  package let leftAway: [String]
  /// How many they are.
  package let leftAwayCount: Int
  private let numbers: [Spelling: Int]

  /// - Parameter url: where the text was read, against which relative addresses of servers count;
  ///   `nil`: it has no address.
  /// - Throws: `OpenAPIFault` for what is no such document, says of two operations that they have one
  ///   name, or is larger than its bounds.
  package init(_ text: String, from url: String? = nil) throws(OpenAPIFault) {
    let root = try OpenAPIDocument.root(of: text)
    version = try OpenAPIDocument.version(of: root)
    title = (root["info"]?["title"]?.text ?? "").inOneLine(Limits.excerptCharacters)
    if let url {
      do throws(ParamFault) { _ = try HTTPURL(url) } catch { throw .address(error.rule) }
    }
    var reader = OpenAPIReader(root, from: url)
    try reader.readPaths()
    (operations, numbers) = (reader.operations, reader.numbers)
    (leftAway, leftAwayCount) = (reader.leftAway, reader.leftAwayCount)
  }

  /// The operation of a name; `nil`: there is none.
  package func operation(_ id: String) -> OpenAPIOperation? {
    numbers[Spelling(id)].map { operations[$0] }
  }
}

extension OpenAPIDocument {
  /// What keeps a text from being read as JSON or YAML, or as a document of a version that can be used, in
  /// a sentence without a full stop; `nil`: nothing. What its operations are is not looked at.
  static func faultOfReading(_ text: String) -> String? {
    do throws(OpenAPIFault) {
      _ = try version(of: try root(of: text))
      return nil
    } catch {
      switch error {
      case .notJSON(let fault): return "must be JSON that can be read: \(fault.description)"
      case .notYAML(let fault): return "must be JSON or YAML that can be read: \(fault.description)"
      case .noDocument:
        return "must be an OpenAPI document: an object with \"openapi\": \"3.0.x\" or \"3.1.x\""
      case .swagger(let version):
        return "must be of OpenAPI 3.0 or 3.1, to which it can be converted; this is Swagger "
          + version.quoted
      case .otherVersion(let version):
        return "must be of OpenAPI 3.0 or 3.1; this is \(version.quoted)"
      default: return nil
      }
    }
  }

  /// A text that begins with a brace is JSON, any other YAML.
  private static func root(of text: String) throws(OpenAPIFault) -> JSON {
    let count = text.utf8.count
    guard count <= Limits.openAPIBytes else { throw .tooLong(bytes: count) }
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if first == "{" {
      do throws(JSONFault) { return try JSON(parsing: text) } catch { throw .notJSON(error) }
    }
    do throws(YAMLFault) { return try JSON(yaml: text) } catch { throw .notYAML(error) }
  }

  private static func version(of root: JSON) throws(OpenAPIFault) -> String {
    if let swagger = root["swagger"]?.word { throw .swagger(swagger) }
    guard let version = root["openapi"]?.word else { throw .noDocument }
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false).prefix(2)
    guard numbers == ["3", "0"] || numbers == ["3", "1"] else { throw .otherVersion(version) }
    return version.quoted
  }
}
