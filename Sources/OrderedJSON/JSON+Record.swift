extension JSON {
  /// The value where its text has at most 10 kB, else what the history keeps of it: of an object the
  /// first members, a hundred at most, the long ones cut so far that all of them have room; of anything
  /// else the beginning of its text. What is cut says so.
  package var record: JSON {
    let limit = Limits.recordBytes
    guard bytes.count > limit else { return self }
    guard let members else { return abridged(to: limit) }
    var kept: [Member] = []
    // The names, and what is said of the members that are left out; half of the room is the values'.
    var named = 100
    for member in members.prefix(Limits.recordedMembers) {
      let name = member.key.cut(toBytes: Limits.quotedNameBytes)
      named += JSON.string(name).bytes.count + 2
      if named > limit / 2 { break }
      kept.append(Member(name, member.value))
    }
    let level = JSON.level(of: kept.map(\.value.bytes.count), within: limit - min(named, limit / 2))
    let more = members.count - kept.count
    return .object(
      kept.map { Member($0.key, $0.value.abridged(to: level)) }
        + (more > 0 ? [Member("…", .string("(\(more) more members)"))] : []))
  }

  /// How long each of several may be, so that all of them fit and no short one is cut.
  private static func level(of sizes: [Int], within total: Int) -> Int {
    var left = total
    for (index, size) in sizes.sorted().enumerated() {
      let share = left / (sizes.count - index)
      if size > share { return share }
      left -= size
    }
    return total
  }

  /// The value where its JSON has at most so many bytes, else the beginning of its text, saying so.
  package func abridged(to limit: Int) -> JSON {
    guard bytes.count > limit else { return self }
    let whole = text ?? serialized
    // So that the remark fits, and what JSON escapes.
    var (room, count) = (max(0, limit - 40), 0)
    for byte in whole.utf8 {
      room -= byte < 0x20 ? 6 : byte == 0x22 || byte == 0x5C ? 2 : 1
      if room < 0 { break }
      count += 1
    }
    let kept = String(cut: whole.utf8.prefix(count)) ?? ""
    return .string("\(kept)… (the first of \(whole.utf8.count) bytes)")
  }
}
