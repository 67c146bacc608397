import OrderedJSON

/// Rows: lists that hold fields of one object of a result. What is too common to tell alone where it comes
/// from tells it beside what does.
enum RowFinder {
  private struct Object: Hashable {
    let call: Int
    let way: [String]

    /// `nil`: a value that is no field of one as it stands.
    init?(of place: ResultPlace) {
      guard place.form == .whole, let name = place.way.last, Int(name) == nil else { return nil }
      (call, way) = (place.call, Array(place.way.dropLast()))
    }
  }

  static func find(_ finding: inout Finding) {
    for call in finding.calls {
      let elements = call.values.filter { $0.way.last.flatMap { Int($0) } != nil }
      let rows = Dictionary(grouping: elements) { Array($0.way.dropLast()) }
      for first in elements where first.way.last == "0" {
        add(rows[Array(first.way.dropLast())] ?? [], to: &finding)
      }
    }
  }

  private static func add(_ row: [RecordedValue], to finding: inout Finding) {
    let objects = Set(row.compactMap { object(of: $0, in: finding) })
    guard !objects.isEmpty else { return }
    for value in row where value.telling == .little && !finding.isSettled(value) {
      guard case .result(let places, let count) = finding.recorded.values.origin(of: value)
      else { continue }
      let fields = places.filter { Object(of: $0).map(objects.contains) == true }
      guard fields.count == 1, let place = fields.first,
        let way = finding.ways.way(to: place, of: value.json, for: value.call)
      else { continue }
      finding.addUnlessThere(
        .link, count == 1 && way.isSteady ? .strong : .likely, at: value,
        value.json.ofItsType(way.reference, found: place, in: finding.recorded),
        why: "This is \(way.words), as what stands beside it is of the same.")
    }
  }

  /// The object of which a value surely is a field.
  private static func object(of value: RecordedValue, in finding: Finding) -> Object? {
    guard value.telling == .much, finding.isSettled(value),
      case .result(let places, 1) = finding.recorded.values.origin(of: value),
      let place = places.first, !finding.isLooped(place.call)
    else { return nil }
    return Object(of: place)
  }
}
