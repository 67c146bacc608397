import OrderedJSON
import Scheduling

/// Values that were cut out of a longer text of a result, or put together of what results said.
enum DerivedFinder {
  static func find(_ finding: inout Finding) {
    for call in finding.calls {
      for value in call.values where !finding.isSettled(value) {
        guard case .string(let text) = value.json, value.telling == .much,
          finding.recorded.values.origin(of: value).isOfAgent
        else { continue }
        if let place = finding.recorded.values.part(text) {
          guard let way = finding.ways.way(to: place, of: value.json, for: call) else { continue }
          finding.add(
            .derived, .likely, at: value, way.reference, why: "This is a part of \(way.words).")
        } else {
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
        case .result(let places, _)? = finding.recorded.values.origin(ofText: String(piece)),
        let place = places.first, place.call < value.call.number,
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
}
