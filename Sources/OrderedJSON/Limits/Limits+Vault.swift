// The vault.
extension Limits {
  /// Secrets of a row, and bytes of each: a connection has a few, and keys in PEM some thousand bytes.
  /// All that comes back is searched for them, which takes memory a hundred times theirs.
  package static let (secretsOfRow, secretBytes) = (8, 4 << 10)
  /// Characters (Unicode scalars) from which on the last four of a secret are shown: of a shorter one
  /// they would be most of it.
  package static let secretCharactersShown = 8
  /// Characters from which on a secret is sought within what comes back: a shorter one would be found
  /// in any text, and is sought as the whole of it alone.
  package static let secretCharactersSought = 4
  /// Cookies of one header whose values are sought each by itself.
  package static let cookiesSought = 50
  /// In milliseconds: how exact the last use of a secret is, so that it costs one write a minute.
  package static let secretUse: Int64 = 60_000
  /// Keys of the installation in its file: one more with each time that they are changed.
  package static let vaultKeys = 100
  /// Bytes of such a key's id, which stands beside all that it wraps.
  package static let vaultKeyID = 32
}
