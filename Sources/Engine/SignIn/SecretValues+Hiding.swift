package import OrderedJSON

// Whoever was sent a secret may send it back: what comes is searched before anybody sees it.
extension SecretValues {
  /// A text with `[secret name]` in the places where a secret stands. Secrets of fewer bytes than
  /// `Limits.soughtSecretBytes` are not looked for: they stand in every text.
  package func hidden(in text: String) -> String {
    guard !sought.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var (output, end): ([UInt8], Int) = ([], 0)
    var starts = sought.map { $0.needle.place(in: bytes, from: 0) ?? .max }
    while let next = starts.indices.min(by: { starts[$0] < starts[$1] }), starts[next] < .max {
      output += bytes[end..<starts[next]] + sought[next].standIn
      end = starts[next] + sought[next].needle.bytes.count
      for index in starts.indices where starts[index] < end {
        starts[index] = sought[index].needle.place(in: bytes, from: end) ?? .max
      }
    }
    return end == 0 ? text : String(decoding: output + bytes[end...], as: UTF8.self)
  }

  /// A value with `[secret name]` in its texts, names and numbers in the places where a secret stands.
  package func hidden(in json: JSON) -> JSON {
    sought.isEmpty ? json : changed(json)
  }

  private func changed(_ json: JSON) -> JSON {
    switch json {
    case .null, .bool: json
    case .number(let digits):
      sought.contains { $0.needle.bytes.elementsEqual(digits.utf8) }
        ? .string(hidden(in: digits)) : json
    case .string(let text): .string(hidden(in: text))
    case .array(let elements): .array(elements.map(changed))
    case .object(let members):
      .object(members.map { JSON.Member(hidden(in: $0.key), changed($0.value)) })
    }
  }
}
