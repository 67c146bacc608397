extension [UInt8] {
  /// Where other bytes stand in these; no two of the places overlap. Linear.
  ///
  /// Source: Knuth, Morris and Pratt, "Fast Pattern Matching in Strings".
  func places(of wanted: [UInt8]) -> [Int] {
    guard !wanted.isEmpty else { return [] }
    // How many bytes of the wanted text's beginning are its end as well, for each of its beginnings.
    var borders = [0]
    var border = 0
    for byte in wanted.dropFirst() {
      while border > 0, wanted[border] != byte { border = borders[border - 1] }
      if wanted[border] == byte { border += 1 }
      borders.append(border)
    }
    var (found, matched): ([Int], Int) = ([], 0)
    for (place, byte) in enumerated() {
      while matched > 0, wanted[matched] != byte { matched = borders[matched - 1] }
      if wanted[matched] == byte { matched += 1 }
      guard matched == wanted.count else { continue }
      found.append(place + 1 - wanted.count)
      matched = 0
    }
    return found
  }
}
