import OrderedJSON
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
