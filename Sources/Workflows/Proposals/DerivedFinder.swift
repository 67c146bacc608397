import OrderedJSON
import Scheduling

/// Values that were cut out of a longer text of a result, or put together of what results said.
enum DerivedFinder {
  static func find(_ finding: inout Finding) {
    for call in finding.calls {
      for value in call.values where !finding.isSettled(value) {
        guard value.telling == .much, finding.recorded.values.origin(of: value).isOfAgent else {
          continue
        }
        let text = value.text
        if let place = finding.recorded.values.part(text, before: call) {
          guard let way = finding.ways.way(to: place, of: value.json, for: call) else { continue }
          finding.add(
            .derived, .likely, at: value, way.reference, why: "This is a part of \(way.words).")
        } else if case .string = value.json {
          compose(text, of: value, in: &finding)
        }
      }
    }
  }

  private static func compose(_ text: String, of value: RecordedValue, in finding: inout Finding) {
    guard text.utf8.count <= Limits.composedBytes else { return }
    var (parts, ways): ([JSON], [String]) = ([], [])
    var rest = text.startIndex
    TextPieces.forEach(in: text) { piece in
      guard piece.startIndex >= rest, ways.count < Limits.composedParts,
        Telling(text: String(piece)) == .much,
        let place = place(of: String(piece), before: value.call, in: finding.recorded),
        let way = finding.ways.way(to: place, of: .string(String(piece)), for: value.call)
      else { return }
      if rest < piece.startIndex { parts.append(.string(String(text[rest..<piece.startIndex]))) }
      parts.append(way.reference)
      ways.append(way.words)
      rest = piece.endIndex
    }
    guard !ways.isEmpty else { return }
    if rest < text.endIndex { parts.append(.string(String(text[rest...]))) }
    finding.add(
      .derived, .likely, at: value, ["$text": .array(parts)],
      why: "In it stands \(ways.listedInBrief).")
  }

  /// Where a result said a piece, whole or within a text of its own.
  private static func place(
    of piece: String, before call: RecordedCall, in recorded: Recorded
  ) -> ResultPlace? {
    recorded.values.places(ofPiece: piece, before: call).first
      ?? recorded.values.part(piece, before: call)
  }
}
