import OrderedJSON

extension JSON {
  /// The members of a request or an answer, each cut so that all of them stay within about 10 kB.
  var record: JSON {
    guard bytes.count > 10_000, let members else { return self }
    return .object(members.map { Member($0.key, $0.value.abridged(to: 4_500)) })
  }

  /// The value where its text is short enough, else the beginning of its text, saying so.
  private func abridged(to limit: Int) -> JSON {
    let whole = text ?? serialized
    guard whole.utf8.count > limit, let kept = String(cut: whole.utf8.prefix(limit)) else {
      return self
    }
    return .string("\(kept)… (the first of \(whole.utf8.count) bytes)")
  }
}
