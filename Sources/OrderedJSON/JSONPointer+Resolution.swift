extension JSONPointer {
  /// What it leads to; `nil` where it leads nowhere. Of repeated members the last counts, and the
  /// number of an element has no zeros before it.
  package func value(in json: JSON) -> JSON? {
    var value = json
    for token in tokens {
      guard let next = value.inside(token) else { return nil }
      value = next
    }
    return value
  }

  /// As much of it as leads somewhere, from the outside in.
  package func known(in json: JSON) -> (pointer: JSONPointer, value: JSON) {
    var (value, count) = (json, 0)
    for token in tokens {
      guard let next = value.inside(token) else { break }
      (value, count) = (next, count + 1)
    }
    return (JSONPointer(Array(tokens.prefix(count))), value)
  }
}

extension JSON {
  /// What each of the pointers leads to, in their order, as each alone would find it. However many
  /// they are, an object that they lead through is gone through once.
  package func values(at pointers: [JSONPointer]) -> [JSON?] {
    var found = [JSON?](repeating: nil, count: pointers.count)
    find(pointers.enumerated().map { ($0.offset, $0.element.tokens[...]) }, into: &found)
    return found
  }

  /// - Parameter ways: what is left of each pointer from this value on, by its number.
  private func find(_ ways: [(number: Int, rest: ArraySlice<String>)], into found: inout [JSON?]) {
    var below: [Spelling: [(Int, ArraySlice<String>)]] = [:]
    for (number, rest) in ways {
      if let token = rest.first {
        below[Spelling(token), default: []].append((number, rest.dropFirst()))
      } else {
        found[number] = self
      }
    }
    guard !below.isEmpty else { return }
    for (name, value) in insides(below.keys) { value.find(below[name] ?? [], into: &found) }
  }

  private func insides(_ names: Dictionary<Spelling, some Any>.Keys) -> [Spelling: JSON] {
    var insides: [Spelling: JSON] = [:]
    if let members {
      for member in members where names.contains(Spelling(member.key)) {
        insides[Spelling(member.key)] = member.value
      }
    } else {
      for name in names { insides[name] = inside(name.text) }
    }
    return insides
  }

  /// The member or element that a pointer's token names.
  fileprivate func inside(_ token: String) -> JSON? {
    switch self {
    case .object(let members):
      return members.last { Spelling($0.key) == Spelling(token) }?.value
    case .array(let elements):
      guard let index = token.elementNumber, index < elements.count else { return nil }
      return elements[index]
    default: return nil
    }
  }
}

extension String {
  /// As the number of an element: digits without zeros before them (RFC 6901, 4), of a size that can
  /// be counted to.
  fileprivate var elementNumber: Int? {
    let isPlain = utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isPlain, utf8.first != UInt8(ascii: "0") || utf8.count == 1 else { return nil }
    return Int(self)
  }
}
