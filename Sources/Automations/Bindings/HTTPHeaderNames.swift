package import OrderedJSON
import Scheduling

/// Which headers of a request a step cannot set: they are the connection's own, or mark the request
/// as the run's.
package enum HTTPHeaderNames {
  private static let own: Set = [
    "connection", "content-length", "expect", "host", "idempotency-key", "keep-alive",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// Whether what a step gives for a header of that name is left away.
  package static func isOwn(_ name: String) -> Bool { own.contains(name.lowercased()) }

  /// What makes a call's headers impossible to send, whatever they say; `nil`: nothing.
  package static func fault(of headers: [JSON.Member]) -> ParamFault? {
    guard headers.count <= Limits.requestHeaders else {
      return ParamFault(
        "headers", "must have at most \(Limits.requestHeaders) names; there are \(headers.count)")
    }
    var names: [String: String] = [:]
    var size = 0
    for header in headers where !isOwn(header.key) {
      let place = "headers/\(header.key.cut(toBytes: Limits.quotedNameBytes))"
      if let other = names.updateValue(header.key, forKey: header.key.lowercased()) {
        return ParamFault(
          place,
          "is the header \(other.cut(toBytes: Limits.quotedNameBytes)) once more: give one of them")
      }
      let bytes = header.key.utf8.count + (header.value.text ?? header.value.serialized).utf8.count
      guard bytes <= Limits.requestHeaderBytes.each else {
        return ParamFault(
          place,
          "must have at most \(Limits.requestHeaderBytes.each) bytes with its name; there are \(bytes)"
        )
      }
      size += bytes
    }
    guard size <= Limits.requestHeaderBytes.all else {
      return ParamFault(
        "headers",
        "must have at most \(Limits.requestHeaderBytes.all) bytes in all; there are \(size)")
    }
    return nil
  }

  /// What is wrong with the name of a header that all requests of a connection have, in a sentence
  /// without a full stop; `nil`: nothing.
  static func fault(ofName name: String) -> String? {
    // Tokens of RFC 9110, 5.6.2.
    let isToken = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
    guard !name.isEmpty, isToken else {
      return "must be the name of a header: letters, digits and any of !#$%&'*+-.^_`|~"
    }
    return isOwn(name) ? "is a header that nobody sets: it is the program's own" : nil
  }

  /// What makes headers impossible that all requests of a connection have.
  static func fault(ofSettings headers: [NamedText]) -> ParamFault? {
    for header in headers {
      let place = "headers/\(header.name.cut(toBytes: Limits.quotedNameBytes))"
      if let words = fault(ofName: header.name) { return ParamFault(place, words) }
      if ["authorization", "cookie"].contains(header.name.lowercased()) {
        return ParamFault(place, SignIn.secretRule)
      }
      if header.value.unicodeScalars.contains(where: \.isDeceptive) {
        return ParamFault(place, "must not contain control characters or line breaks")
      }
    }
    return fault(of: headers.map { JSON.Member($0.name, .string($0.value)) })
  }

  /// What of a call's headers is left away, in sentences.
  static func notices(of headers: JSON?) -> [String] {
    var seen: Set<String> = []
    let left = (headers?.members ?? []).map(\.key)
      .filter { isOwn($0) && seen.insert($0.lowercased()).inserted }
    guard !left.isEmpty else { return [] }
    return [
      "The \(left.count == 1 ? "header" : "headers") \(left.listedInBrief) "
        + "\(left.count == 1 ? "is" : "are") left away: a step cannot set "
        + "\(left.count == 1 ? "it" : "them")."
    ]
  }
}
