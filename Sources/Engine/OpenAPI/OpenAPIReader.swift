import OrderedJSON
import Workflows

/// Reads the operations of a document.
struct OpenAPIReader {
  private(set) var operations: [OpenAPIOperation] = []
  /// Of each operation its place among them, by its name.
  private(set) var numbers: [Spelling: Int] = [:]
  private(set) var leftAway: [String] = []
  private(set) var leftAwayCount = 0
  private var references: OpenAPIReferences
  private var argumentCount = 0
  private let root: JSON
  private let schemas: SchemaDocument
  private let url: String?

  init(_ root: JSON, from url: String?) {
    self.root = root
    self.url = url
    schemas = SchemaDocument(root)
    references = OpenAPIReferences(schemas)
  }

  mutating func readPaths() throws(OpenAPIFault) {
    guard let paths = root["paths"] else { return }
    guard let members = paths.members else {
      throw .malformed(part: "paths", rule: "must be an object of paths")
    }
    for path in members where !path.key.hasPrefix("x-") {
      let item = Result { () throws(OpenAPIObstacle) in try self.item(path) }
      guard !references.isExhausted else { throw .tooEntangled }
      switch item {
      case .success(let members): try readOperations(at: path.key, members)
      case .failure(let obstacle): leaveAway("The path \(path.key.quoted)", because: obstacle)
      }
    }
  }

  /// What stands at a path, with what it refers to: its own members go before those.
  private mutating func item(_ path: JSON.Member) throws(OpenAPIObstacle) -> [JSON.Member] {
    guard path.key.hasPrefix("/") else { throw OpenAPIObstacle("a path begins with /") }
    guard !path.key.utf8.contains(UInt8(ascii: "#")) else {
      throw OpenAPIObstacle("what stands behind a # is never sent")
    }
    guard let own = path.value.members,
      let others = try references.target(of: path.value).members
    else { throw OpenAPIObstacle("it must be an object of operations") }
    guard path.value["$ref"] != nil else { return own }
    let names = Set(own.map { Spelling($0.key) })
    return others.filter { !names.contains(Spelling($0.key)) } + own
  }

  private mutating func readOperations(
    at path: String, _ item: [JSON.Member]
  ) throws(OpenAPIFault) {
    let shared = JSON.object(item.filter { $0.key == "parameters" || $0.key == "servers" })
    for member in item where OpenAPIReader.methods.contains(member.key) {
      let method = member.key.uppercased()
      let read = Result { () throws(OpenAPIObstacle) in
        try OpenAPIOperation(
          member.value, method: method, path: path, shared: shared, root: root,
          schemas: schemas, from: url, &references)
      }
      guard !references.isExhausted else { throw .tooEntangled }
      switch read {
      case .success(let operation): try keep(operation)
      case .failure(let obstacle): leaveAway("\(method) \(path.quoted)", because: obstacle)
      }
    }
  }

  private mutating func keep(_ operation: OpenAPIOperation) throws(OpenAPIFault) {
    if let other = numbers.updateValue(operations.count, forKey: Spelling(operation.id)) {
      throw .sameID(operation.id, operations: [operations[other].address, operation.address])
    }
    for argument in operation.arguments {
      argumentCount += 1 + argument.name.utf8.count / Limits.toolNameBytes
    }
    guard argumentCount <= Limits.openAPIArguments else { throw .tooManyArguments }
    operations.append(operation)
    guard operations.count <= Limits.openAPIOperations.tools else { throw .tooManyOperations }
  }

  private mutating func leaveAway(_ operation: String, because obstacle: OpenAPIObstacle) {
    leftAwayCount += 1
    guard leftAway.count < Limits.openAPIOperations.leftAway else { return }
    leftAway.append("\(operation) is left away: \(obstacle.why).".recorded)
  }

  /// As a document has them (OpenAPI 3.1.1, 4.8.9).
  private static let methods: Set = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
  ]
}
