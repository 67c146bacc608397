import OrderedJSON

/// What a body is, as the header `Content-Type` says (RFC 9110, 8.3).
struct MediaType: Sendable {
  /// Type and subtype in lower case.
  let name: String
  /// As it is written, without quotes.
  let charset: String?

  /// - Returns: `nil` where nothing is said.
  init?(_ field: String?) {
    let parts = (field ?? "").split(separator: ";").map(\.trimmed)
    guard let first = parts.first, !first.isEmpty else { return nil }
    name = first.lowercased()
    charset =
      parts.dropFirst().lazy.compactMap { part -> String? in
        let pair = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard pair.count == 2, pair[0].lowercased() == "charset" else { return nil }
        return pair[1].trimmingPrefix("\"").filter { $0 != "\"" && $0 != "'" }
      }.first
  }

  var isJSON: Bool { name.hasSuffix("/json") || name.hasSuffix("+json") }

  /// Whether its bytes are characters, in whatever charset.
  var isText: Bool {
    name.hasPrefix("text/") || isJSON || name.hasSuffix("/xml") || name.hasSuffix("+xml")
      || MediaType.texts.contains(name)
  }

  /// Whether its bytes are none, whatever they look like.
  var isBinary: Bool {
    !isText
      && (["image/", "audio/", "video/", "font/"].contains { name.hasPrefix($0) }
        || MediaType.binaries.contains(name))
  }

  private static let texts: Set = [
    "application/javascript", "application/ecmascript", "application/x-javascript",
    "application/x-www-form-urlencoded", "application/yaml", "application/x-yaml",
    "application/toml", "application/sql", "application/graphql", "application/csv",
    "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-seq",
  ]
  private static let binaries: Set = [
    "application/pdf", "application/zip", "application/gzip", "application/x-gzip",
    "application/x-tar", "application/x-7z-compressed", "application/wasm", "application/msword",
    "application/protobuf", "application/x-protobuf", "application/cbor", "application/msgpack",
  ]
}
