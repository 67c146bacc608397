import OrderedJSON

/// What is wrong with a file of keys. None of these quotes it.
package enum KeyFileFault: Error, Hashable, Sendable {
  case empty
  /// There are more than `Limits.vaultKeys`.
  case tooMany
  /// A line, counted from 1, that is no key.
  case line(Int)
  /// Two keys of one id.
  case repeated(String)
}

extension KeyFileFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "it is empty; an id, a space and 64 hexadecimal digits would be right"
    case .tooMany: "it has more than \(Limits.vaultKeys) lines"
    case .line(let number):
      "line \(number) is not an id, a space and 64 hexadecimal digits, as each has to be"
    case .repeated(let id): "two of its keys are called \"\(id)\""
    }
  }
}

extension KeyRing {
  /// Reads the text of a file of keys: a line for each, the newest first, with its id, a space, and 64
  /// hexadecimal digits. Nothing else may stand there.
  package init(text: String) throws(KeyFileFault) {
    var lines = text.utf8.split(
      separator: UInt8(ascii: "\n"), maxSplits: Limits.vaultKeys + 1,
      omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else { throw .empty }
    guard lines.count <= Limits.vaultKeys else { throw .tooMany }
    var keys: [InstallationKey] = []
    var ids: Set<String> = []
    for (index, line) in lines.enumerated() {
      guard let key = InstallationKey(line: line) else { throw .line(index + 1) }
      guard ids.insert(key.id).inserted else { throw .repeated(key.id) }
      keys.append(key)
    }
    self.init(keys)
  }

  /// The text of the file that has these keys.
  package var text: String { keys.map { $0.line + "\n" }.joined() }
}

extension InstallationKey {
  fileprivate init?(line: Substring.UTF8View) {
    let parts = line.split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, let id = parts.first, let digits = parts.last,
      let bytes = digits.hexadecimalBytes
    else { return nil }
    self.init(id: String(Substring(id)), bytes: bytes)
  }
}

extension Substring.UTF8View {
  /// The bytes that pairs of digits stand for; `nil` where something is no digit, or one is alone.
  fileprivate var hexadecimalBytes: [UInt8]? {
    var bytes: [UInt8] = []
    var first: UInt8?
    for digit in self {
      guard let value = digit.hexadecimalValue else { return nil }
      if let high = first { bytes.append(high << 4 | value) }
      first = first == nil ? value : nil
    }
    return first == nil ? bytes : nil
  }
}
