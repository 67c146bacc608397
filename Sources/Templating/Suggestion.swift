extension Collection<String> {
  /// The name most like `wrong`, if one is so like it that it was probably meant.
  func nearest(to wrong: String) -> String? {
    let near = map { (name: $0, distance: $0.distance(to: wrong)) }
      .filter { $0.distance <= Swift.min(2, Swift.max(1, wrong.count / 2)) }
    return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }
}

extension String {
  /// How many letters must be added, taken out or changed to make one of the other (Levenshtein).
  fileprivate func distance(to other: String) -> Int {
    let target = Array(other)
    var row = Array(0...target.count)
    for (index, letter) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in target.indices {
        let changed = diagonal + (target[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(changed, diagonal + 1, row[column] + 1)
      }
    }
    return row[target.count]
  }
}
