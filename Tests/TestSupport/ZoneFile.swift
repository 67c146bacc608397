package import Foundation

extension Data {
  /// The smallest TZif file with a footer (RFC 9636): one type of local time, no transitions.
  package static func zone(footer: String) -> Data {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    // Indicators of UTC and of standard time, leap seconds, transitions, types, characters.
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    let type: [UInt8] = [0, 0, 0, 0, 0, 0]
    let block = header + counts.flatMap { [0, 0, 0, $0] } + type + Array("LMT\u{0}".utf8)
    return Data(block + block + Array("\n\(footer)\n".utf8))
  }
}
