import OrderedJSON

/// Where in a result a value stands.
struct ResultPlace: Hashable, Sendable {
  /// The call's number.
  let call: Int
  /// In what its result holds, to a value of JSON.
  let way: [String]
  let form: Form

  enum Form: Hashable, Sendable {
    /// It is that value.
    case whole
    /// It stands there in JSON that is written in a text, at this place.
    case decoded([String])
    /// It is what the text there says behind a label, or stands at this place in JSON that is written there.
    case labelled(String, inside: [String] = [])
    /// It is a part of the text there.
    case part
  }

  /// What the names on the way to it say that it is.
  var key: KeyWords? {
    switch form {
    case .whole, .part: KeyWords(way: way)
    case .decoded(let inner): KeyWords(way: inner.isEmpty ? way : inner)
    case .labelled(let label, let inner):
      inner.isEmpty ? KeyWords([way.last ?? "", label]) : KeyWords(way: inner)
    }
  }
}
