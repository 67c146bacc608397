import Automations
import OrderedJSON

extension MCPTool {
  /// What a version that uses the tool is pinned to: a digest of its name and of the schema of its
  /// input, 64 hexadecimal digits. In which order a server writes members, and lists what is required,
  /// changes nothing; all else does, descriptions too, since they say what a value means.
  package var pin: String {
    var bytes: [UInt8] = []
    JSON.string(name).write(to: &bytes)
    inputSchema.writeCanonically(to: &bytes)
    return Secret.hexadecimal(Secret.hash(bytes))
  }
}

extension JSON {
  /// The value as JSON text with the members of each object sorted, of repeated ones the last, and the
  /// names in each `required` sorted.
  func writeCanonically(to output: inout [UInt8]) {
    switch self {
    case .null, .bool, .number, .string: write(to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for element in elements {
        element.writeCanonically(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      let values = Dictionary(members.map { ($0.key, $0.value) }) { $1 }
      output.append(UInt8(ascii: "{"))
      for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
      {
        JSON.string(key).write(to: &output)
        output.append(UInt8(ascii: ":"))
        (key == "required" ? value.sortedTexts : value).writeCanonically(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// A list of texts alone in their order; any other value as it is.
  private var sortedTexts: JSON {
    guard let texts = elements?.compactMap(\.text), texts.count == elements?.count else {
      return self
    }
    return .array(
      texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(JSON.string))
  }

  /// Whether two schemas are the same as far as a pin tells.
  func isCanonically(_ other: JSON) -> Bool {
    if self == other { return true }
    var (own, others): ([UInt8], [UInt8]) = ([], [])
    writeCanonically(to: &own)
    other.writeCanonically(to: &others)
    return own == others
  }
}
