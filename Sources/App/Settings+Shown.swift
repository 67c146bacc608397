extension Settings {
  /// The values as they may be shown.
  var shown: [String: String] {
    Dictionary(
      uniqueKeysWithValues: values.map { ($0, Settings.shown($1, of: $0)) })
  }

  /// A value as it may be shown: of a secret, whether it is set.
  /// - Parameter variable: the name of the environment variable.
  package static func shown(_ value: String, of variable: String) -> String {
    isSecret(variable) && !value.isEmpty ? "(a secret that is set)" : value
  }

  /// Whether a variable's value is to be seen by nobody.
  static func isSecret(_ variable: String) -> Bool {
    variable.split(separator: "_").contains {
      ["SECRET", "PASSWORD", "TOKEN", "KEY"].contains($0)
    }
  }

  /// Lines that name each setting of a server which this one's shell has otherwise.
  /// - Parameter served: as the server shows them.
  func differences(to served: [String: String]) -> [String] {
    shown.sorted { $0.key < $1.key }.compactMap { name, value in
      guard let other = served[name], other != value else { return nil }
      let (there, here) = (other.isEmpty ? "empty" : other, value.isEmpty ? "empty" : value)
      return "\(name) is \(there) there and \(here) in this shell"
    }
  }
}
