package import OrderedJSON

/// What is other in the schema of a tool's input than it was, for a person who has to accept it.
package struct SchemaChanges: Sendable {
  /// Sentences; none where nothing that matters is other, and of many changes the first ones and how
  /// many more there are.
  package let words: [String]

  package init(from old: JSON, to new: JSON) {
    var finder = Finder()
    finder.compare(old, new, at: Place(path: []))
    finder.closeGap(old, new)
    let most = Limits.namedInNotices
    let left = finder.words.count - most
    words =
      left > 0
      ? finder.words.prefix(most)
        + ["\(left) more \(left == 1 ? "thing is" : "things are") other than before."]
      : finder.words
  }
}

extension SchemaChanges {
  /// Where a schema stands.
  private struct Place {
    /// Names of parameters from the arguments down, `*` for any element of a list.
    let path: [String]

    func below(_ name: String) -> Place { Place(path: path + [name]) }

    /// As a subject.
    var words: String {
      path.isEmpty ? "The call" : SchemaWords.quoted(path.joined(separator: "/"))
    }

    /// Behind a preposition.
    var object: String { path.isEmpty ? "the call" : words }
  }

  private struct Finder {
    private(set) var words: [String] = []

    mutating func compare(_ old: JSON, _ new: JSON, at place: Place) {
      guard !old.isCanonically(new) else { return }
      guard let before = old.members?.byName, let after = new.members?.byName else {
        return words.append("\(place.words) takes other values than before.")
      }
      compareTypes(before["type"], after["type"], at: place)
      compareParams(before, after, at: place)
      for (key, value) in (new.members ?? []).map({ ($0.key, $0.value) }) {
        guard !SchemaWords.told.contains(key), after[key] == value else { continue }
        compareKeyword(key, before[key], value, at: place)
      }
      for member in old.members ?? [] {
        guard !SchemaWords.told.contains(member.key), after[member.key] == nil else { continue }
        words.append("\(SchemaWords.name(of: member.key)) of \(place.object) is gone.")
      }
    }

    /// So that what a pin tells apart is never told as nothing.
    mutating func closeGap(_ old: JSON, _ new: JSON) {
      if words.isEmpty, !old.isCanonically(new) {
        words.append("The schema of its input is written in another way.")
      }
    }

    private mutating func compareTypes(_ old: JSON?, _ new: JSON?, at place: Place) {
      guard old != new else { return }
      words.append(
        "\(place.words) is \(SchemaWords.type(new)) now; it was \(SchemaWords.type(old)).")
    }

    private mutating func compareParams(
      _ before: [String: JSON], _ after: [String: JSON], at place: Place
    ) {
      let (old, new) = (before["properties"]?.members ?? [], after["properties"]?.members ?? [])
      let (oldNames, newNames) = (old.byName, new.byName)
      let (wasRequired, isRequired) = (SchemaWords.names(before), SchemaWords.names(after))
      for member in new where newNames[member.key] == member.value {
        let param = place.below(member.key)
        let mustBeGiven = isRequired.contains(member.key)
        guard let earlier = oldNames[member.key] else {
          words.append(
            "\(param.words) is new\(mustBeGiven ? ", and must be given" : "").")
          continue
        }
        if mustBeGiven != wasRequired.contains(member.key) {
          words.append(
            "\(param.words) \(mustBeGiven ? "must be given now" : "need not be given any more").")
        }
        compare(earlier, member.value, at: param)
      }
      for member in old where newNames[member.key] == nil {
        words.append("\(place.below(member.key).words) is gone.")
      }
      for name in isRequired.symmetricDifference(wasRequired).sorted()
      where oldNames[name] == nil && newNames[name] == nil {
        words.append(
          "\(place.below(name).words) "
            + "\(isRequired.contains(name) ? "must be given now" : "need not be given any more").")
      }
    }

    private mutating func compareKeyword(
      _ key: String, _ old: JSON?, _ new: JSON, at place: Place
    ) {
      guard let old else {
        return words.append(
          "\(SchemaWords.name(of: key)) of \(place.object) is new: \(SchemaWords.shown(new)).")
      }
      guard !old.isCanonically(new) else { return }
      switch key {
      case "items": compare(old, new, at: place.below("*"))
      case "enum": compareChoices(old.elements ?? [], new.elements ?? [], at: place)
      case "$defs", "definitions":
        let (before, after) = (old.members?.byName ?? [:], new.members?.byName ?? [:])
        for name in Set(before.keys).union(after.keys).sorted() {
          compareDefinition(before[name], after[name], at: Place(path: [key, name]))
        }
      default:
        let (now, before) = SchemaWords.shown(new, unlike: old)
        words.append(
          "\(SchemaWords.name(of: key)) of \(place.object) is \(now) now; it was \(before).")
      }
    }

    private mutating func compareDefinition(_ old: JSON?, _ new: JSON?, at place: Place) {
      guard let old else { return words.append("\(place.words) is new.") }
      guard let new else { return words.append("\(place.words) is gone.") }
      compare(old, new, at: place)
    }

    private mutating func compareChoices(_ old: [JSON], _ new: [JSON], at place: Place) {
      let (before, after) = (Set(old), Set(new))
      let (more, gone) = (new.filter { !before.contains($0) }, old.filter { !after.contains($0) })
      if !gone.isEmpty {
        words.append("\(place.words) may no longer be \(SchemaWords.list(gone)).")
      }
      if !more.isEmpty { words.append("\(place.words) may be \(SchemaWords.list(more)) too.") }
      if gone.isEmpty, more.isEmpty {
        words.append("\(place.words) has its values in another order.")
      }
    }
  }
}

extension [JSON.Member] {
  /// Of repeated ones the last.
  fileprivate var byName: [String: JSON] {
    Dictionary(map { ($0.key, $0.value) }) { $1 }
  }
}
