import Automations

/// What stands in a request's path in the place of a value that is known when a call is made.
package enum PathValue {
  /// A value whole, as a part of a path or of one of its segments: `a/b` is `a%2Fb`.
  /// - Returns: what `ConnectionRequest` refuses, where the value would lead to another place.
  package static func escaped(_ value: String) -> String {
    switch value {
    case "": nothing
    case ".", "..": value.replacing(".", with: "%2E")
    default: PercentEncoding.component(value)
    }
  }

  /// The values behind a path's question mark, where an empty one leads nowhere else.
  static func inQuery(_ query: Substring) -> Substring { query.replacing(nothing, with: "") }

  /// Stands in no path as people write it.
  private static let nothing = "\0"

  /// What is wrong with a path, which has to stay below its URL; a server may take what is escaped for what
  /// it stands for.
  static func check(_ path: Substring) throws(ParamFault) {
    guard !path.utf8.contains(0) else {
      throw ParamFault("path", "must not be empty in the place of a value: it would lead elsewhere")
    }
    for segment in path.utf8.split(separator: UInt8(ascii: "/")) {
      let pieces = PercentEncoding.decoded(segment).split { "/\\".utf8.contains($0) }
      guard !pieces.contains(where: { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) })
      else {
        let place = segment.contains(UInt8(ascii: "%")) ? "in the place of a value" : "as a part"
        throw ParamFault("path", "must not have . or .. \(place): it would lead elsewhere")
      }
    }
  }
}
