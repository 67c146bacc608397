import OrderedJSON

/// Reads the members of an object that a caller gave, and tells what is wrong with each, with its place.
struct MemberReader {
  private let json: JSON
  private let path: [String]
  /// In their order, those that it may have.
  private var known: [String] = []
  private(set) var faults: [Fault] = []

  /// - Parameter faults: told where it is no object, which gives `nil`.
  init?(_ json: JSON, at path: [String], _ faults: inout [Fault]) {
    guard json.members != nil else {
      faults.append(Fault(path, "must be an object, not \(json.kind)", .type))
      return nil
    }
    self.json = json
    self.path = path
  }

  /// One that may be absent or null.
  mutating func value(_ name: String) -> JSON? {
    if !known.contains(name) { known.append(name) }
    return json[name]?.unlessNull
  }

  /// Whether there is one, which it need not be allowed to have.
  func has(_ name: String) -> Bool { json[name].map { !$0.isNull } ?? false }

  func place(_ name: String) -> [String] { path + [name] }

  mutating func add(_ fault: Fault) { faults.append(fault) }

  /// What another reader made of a member.
  mutating func read<Value>(_ read: (inout [Fault]) -> Value) -> Value { read(&faults) }

  // MARK: Texts

  mutating func textIfAny(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.text else {
      faults.append(Fault(place(name), "must be a text, not \(value.kind)", .type))
      return nil
    }
    let found = Fault.ofSetting(text, place(name))
    faults += found
    return text
  }

  /// - Parameter words: what it is, for a person.
  /// - Returns: an empty text beside a fault.
  mutating func text(_ name: String, _ words: String) -> String {
    guard let text = textIfAny(name) else {
      missing(name, words)
      return ""
    }
    return text
  }

  mutating func urlIfAny(_ name: String) -> String? {
    guard let text = textIfAny(name) else { return nil }
    if let fault = WebAddress.fault(of: text) { faults.append(Fault(place(name), fault)) }
    return text
  }

  mutating func url(_ name: String) -> String {
    guard let text = urlIfAny(name) else {
      missing(name, "an address as https://example.com/api")
      return ""
    }
    return text
  }

  mutating func headerName(_ name: String) -> String {
    let text = text(name, "the name of a header")
    if !text.isEmpty, let fault = HTTPHeaderNames.fault(ofName: text) {
      faults.append(Fault(place(name), fault))
    }
    return text
  }

  /// - Returns: `nil` beside a fault.
  mutating func choice<Name: RawRepresentable<String> & CaseIterable>(_ name: String) -> Name? {
    let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
    guard let text = textIfAny(name) else {
      missing(name, "one of: \(names)")
      return nil
    }
    let choice = Name(rawValue: text)
    if choice == nil { faults.append(Fault(place(name), "must be one of: \(names)")) }
    return choice
  }

  /// - Returns: `nil` where there is none, too.
  mutating func choiceIfAny<Name: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) -> Name? {
    guard value(name) != nil else { return nil }
    return choice(name)
  }

  mutating func integerIfAny(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.integer, range.contains(number) else {
      faults.append(
        Fault(
          place(name),
          "must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return number
  }

  mutating func flag(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if value.boolean == nil {
      faults.append(Fault(place(name), "must be true or false, not \(value.kind)", .type))
    }
    return value.boolean
  }

  /// Told only where nothing else is told of it.
  private mutating func missing(_ name: String, _ words: String) {
    guard !faults.contains(where: { $0.path.starts(with: place(name)) }) else { return }
    faults.append(Fault(place(name), "Field required: \(words)", .missing))
  }

  /// Names the members that nothing has asked for.
  /// - Parameter taker: what takes the others.
  mutating func refuseOthers(_ taker: String) {
    var seen = Set(known + faults.compactMap { $0.path.dropFirst(path.count).first })
    let others = (json.members ?? []).map(\.key).filter { seen.insert($0).inserted }
    for name in others.prefix(Limits.namedInNotices) {
      let name = name.cut(toBytes: Limits.quotedNameBytes)
      faults.append(
        Fault(
          path + [name],
          known.isEmpty
            ? "must be absent: \(taker) takes no settings"
            : "must be absent: \(taker) takes \(known.joined(separator: ", "))"))
    }
  }
}

extension Fault {
  /// Of a text among settings: 1 to `Limits.settingCharacters`, no control characters.
  static func ofSetting(_ text: String, _ path: [String]) -> [Fault] {
    if text.isEmpty { return [Fault(path, "must not be empty", .tooShort)] }
    if text.unicodeScalars.contains(where: \.isDeceptive) {
      return [Fault(path, "must not contain control characters or line breaks")]
    }
    return ofLength(text, path, limit: Limits.settingCharacters)
  }
}
