import Automations
import OrderedJSON
import Scheduling
import Workflows

extension OpenAPIOperation {
  /// Reads what a document says of an operation.
  /// - Parameters:
  ///   - shared: parameters and servers of all operations at its path.
  ///   - root: the document, which `schemas` looks parts up in.
  init(
    _ json: JSON, method: String, path: String, shared: JSON, root: JSON,
    schemas: SchemaDocument, from url: String?, _ references: inout OpenAPIReferences
  ) throws(OpenAPIObstacle) {
    id = try OpenAPIOperation.id(of: json)
    guard method != "TRACE" else {
      throw OpenAPIObstacle("such a request would be answered with itself, secrets included")
    }
    self.method = method
    self.path = path
    self.schemas = schemas
    documentURL = url
    let words = json["summary"]?.text ?? json["description"]?.text
    summary = words?.inOneLine(Limits.excerptCharacters)
    server = [json, shared, root].lazy.compactMap { $0["servers"]?.elements?.first }.first
    template = PathTemplate(path)
    var notices: [String] = []
    let described = try OpenAPIOperation.described(
      (shared["parameters"]?.elements ?? []) + (json["parameters"]?.elements ?? []), &references)
    parameters = try OpenAPIOperation.parameters(described, of: template, &notices)
    body = try OpenAPIOperation.body(json["requestBody"], of: method, &references, &notices)
    arguments = OpenAPIArgument.all(of: parameters, body)
    notices += arguments.compactMap(\.sharing)
    let more = notices.count - Limits.namedInNotices
    self.notices =
      notices.prefix(Limits.namedInNotices).map(\.recorded)
      + (more > 0 ? ["\(more) more of its arguments are left away or shared."] : [])
  }

  private static func id(of json: JSON) throws(OpenAPIObstacle) -> String {
    guard let id = json["operationId"]?.text, id.isSeen else {
      throw OpenAPIObstacle("it has no operationId, by which it could be called")
    }
    guard id.utf8.count <= Limits.toolNameBytes else {
      throw OpenAPIObstacle("its operationId has more than \(Limits.toolNameBytes) bytes")
    }
    return id
  }

  private typealias Described = (name: String, place: String, json: JSON)

  /// The parameters, of several that have a name in one place the last: those of an operation stand
  /// behind those of its path.
  private static func described(
    _ parameters: [JSON], _ references: inout OpenAPIReferences
  ) throws(OpenAPIObstacle) -> [Described] {
    var all: [Described] = []
    var numbers: [[Spelling]: Int] = [:]
    for parameter in parameters {
      let json = try references.target(of: parameter)
      guard let name = json["name"]?.text, let place = json["in"]?.text, !name.isEmpty else {
        throw OpenAPIObstacle("one of its parameters lacks name or place (\"name\", \"in\")")
      }
      guard name.utf8.count <= Limits.toolNameBytes else {
        throw OpenAPIObstacle(
          "its parameter \(name.quoted) has a name of more than \(Limits.toolNameBytes) bytes")
      }
      guard OpenAPIParameter.Place(rawValue: place) != nil || place == "cookie" else {
        throw OpenAPIObstacle(
          "its parameter \(name.quoted) stands in \(place.quoted); path, query, header and cookie "
            + "would be right")
      }
      let key = [Spelling(place), Spelling(name)]
      if let number = numbers[key] {
        all[number].json = json
      } else {
        numbers[key] = all.count
        all.append((name, place, json))
      }
    }
    return all
  }

  private static func parameters(
    _ described: [Described], of template: PathTemplate, _ notices: inout [String]
  ) throws(OpenAPIObstacle) -> [OpenAPIParameter] {
    let names = Set(template.names.map(Spelling.init))
    var known: Set<Spelling> = []
    var headers: Set<String> = []
    var all: [OpenAPIParameter.Place: [OpenAPIParameter]] = [:]
    for (name, text, json) in described {
      guard let place = OpenAPIParameter.Place(rawValue: text) else {
        notices.append("The parameter \(name.quoted) is left away: no cookies are sent.")
        continue
      }
      if place == .path, !names.contains(Spelling(name)) {
        notices.append("The parameter \(name.quoted) is left away: it is not in the path.")
        continue
      }
      if place == .header, let why = try whyLeftAway(header: name, beside: &headers) {
        notices.append("The parameter \(name.quoted) is left away: \(why).")
        continue
      }
      if place == .path { known.insert(Spelling(name)) }
      all[place, default: []].append(try OpenAPIParameter(json, named: name, in: place))
    }
    if let name = template.names.first(where: { !known.contains(Spelling($0)) }) {
      throw OpenAPIObstacle("no parameter says what {\(name.quoted)} in its path is")
    }
    return OpenAPIParameter.Place.allCases.flatMap { all[$0] ?? [] }
  }

  /// - Parameter names: of the headers before it, in lower case.
  private static func whyLeftAway(
    header name: String, beside names: inout Set<String>
  ) throws(OpenAPIObstacle) -> String? {
    guard name.isToken else {
      throw OpenAPIObstacle(
        "its parameter \(name.quoted) is no name of a header: letters, digits and - would be right")
    }
    let lower = name.lowercased()
    // OpenAPI 3.1.1, 4.8.12.1.
    if ["accept", "authorization", "content-type"].contains(lower) {
      return "the connection sets this header"
    }
    if HTTPHeaderNames.isOwn(name) { return "a step cannot set this header" }
    return names.insert(lower).inserted ? nil : "the header is there already"
  }

  private static func body(
    _ json: JSON?, of method: String, _ references: inout OpenAPIReferences,
    _ notices: inout [String]
  ) throws(OpenAPIObstacle) -> OpenAPIBody? {
    guard let json else { return nil }
    let described = try references.target(of: json)
    guard method != "GET", method != "HEAD" else {
      notices.append("The body is left away: a \(method) request has none.")
      return nil
    }
    let body = try OpenAPIBody(described, &references)
    let types = (described["content"]?.members ?? []).map(\.key)
    if body == nil, !types.isEmpty {
      notices.append(
        "The body is left away: it would be \(types.listedInBrief), and only JSON, forms and "
          + "text/plain can be sent.")
    }
    return body
  }
}
