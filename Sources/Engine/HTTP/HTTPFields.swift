import Automations
import OrderedJSON

/// Headers whose names are unique but for case.
struct HTTPFields {
  private(set) var all: [(name: String, value: String)] = []
  private var names: Set<String> = []

  /// The headers that a step sets, without those that it cannot.
  /// - Parameter value: an object of names and texts, or nothing.
  init(_ value: JSON?) throws(ParamFault) {
    guard let value, !value.isNull else { return }
    guard let members = value.members else {
      throw ParamFault("headers", "must be an object of names and texts")
    }
    if let fault = HTTPHeaderNames.fault(of: members) { throw fault }
    for member in members where !HTTPHeaderNames.isOwn(member.key) {
      let place = "headers/\(member.key.cut(toBytes: Limits.quotedNameBytes))"
      guard let text = member.value.word else { throw ParamFault(place, "must be a text") }
      guard member.key.isToken else {
        throw ParamFault(
          place, "is no name of a header: letters, digits and - would be right")
      }
      guard !text.hasControlCharacter else {
        throw ParamFault(place, "must be one line without control characters")
      }
      setIfMissing(member.key, text)
    }
  }

  /// - Parameter name: in lower case.
  subscript(name: String) -> String? { all.first { $0.name.lowercased() == name }?.value }

  mutating func setIfMissing(_ name: String, _ value: String) {
    if names.insert(name.lowercased()).inserted { all.append((name, value)) }
  }
}

extension HTTPFields {
  /// Sets what every request has that its step has not set.
  /// - Parameter key: lets a server recognise a repeated request that changes something.
  mutating func complete(_ method: String, _ body: HTTPToolBody, key: String) {
    if let type = body.contentType { setIfMissing("Content-Type", type) }
    setIfMissing("Accept", "*/*")
    setIfMissing("Accept-Encoding", "gzip, deflate")
    setIfMissing("User-Agent", "Reprise")
    if !HTTPToolRequest.isRead(method) { setIfMissing("Idempotency-Key", key) }
  }
}
