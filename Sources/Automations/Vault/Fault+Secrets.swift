import OrderedJSON

extension Fault {
  /// Faults of secrets that a row is to have, each at its name below the path. None says what a secret
  /// is.
  package static func ofSecrets(_ secrets: [SecretText], _ path: [String]) -> [Fault] {
    guard secrets.count <= Limits.secretsOfRow else {
      let words = "must be at most \(Limits.secretsOfRow); there are \(secrets.count)"
      return [Fault(path, words, .tooLong)]
    }
    return secrets.flatMap { secret in
      let path = path + [secret.name]
      let bytes = secret.text.utf8.count
      if bytes == 0 { return [Fault(path, "must not be empty", .tooShort)] }
      if bytes > Limits.secretBytes {
        let words = "must have at most \(Limits.secretBytes) bytes; there are \(bytes)"
        return [Fault(path, words, .tooLong)]
      }
      return secret.text.utf8.contains(0) ? [.ofNUL(path)] : []
    }
  }
}
