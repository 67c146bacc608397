/// Where secrets rest. They are set and replaced, and never read but for a call that sends them.
package protocol Vault: Sendable {
  /// Seals secrets of a row, for a store that writes them in the transaction in which it writes the
  /// row. Nothing is kept by this alone but, the first time, the owner's data key.
  /// - Parameters:
  ///   - secrets: each name once; how many and how long they may be is the row's to say, as
  ///     `Fault.ofSecrets` does for those that people give.
  ///   - userID: whose the row is.
  /// - Throws: `StorageFailure`.
  func seal(
    _ secrets: [SecretText], in row: SecretRow, of userID: String, by act: Act
  ) async throws -> [SealedSecret]

  /// Puts secrets into a row, each in the place of one of its name where there is one.
  /// - Parameters: as `seal`.
  /// - Throws: `StorageFailure`.
  func put(
    _ secrets: [SecretText], in row: SecretRow, of userID: String, by act: Act
  ) async throws

  /// The secret at a place, for a call that begins; it counts as used.
  /// - Returns: `nil` where the owner has none there.
  /// - Throws: `StorageFailure`, with `isUnreadable` where it cannot be opened.
  func secret(at place: SecretPlace, of userID: String) async throws -> SecretText?

  /// All secrets of a row by their names, for a call that begins; they count as used.
  /// - Throws: `StorageFailure`, with `isUnreadable` where one cannot be opened.
  func secrets(in row: SecretRow, of userID: String) async throws -> [SecretText]

  /// All secrets of a row by their names, to tell whether one that is to be set is there already; they do
  /// not count as used.
  /// - Throws: `StorageFailure`, with `isUnreadable` where one cannot be opened.
  func comparable(in row: SecretRow, of userID: String) async throws -> [SecretText]

  /// Those of a row that have these names, for a call that begins; they count as used.
  /// - Throws: `StorageFailure`, with `isUnreadable` where one cannot be opened.
  func secrets(
    named names: Set<String>, in row: SecretRow, of userID: String
  ) async throws -> [SecretText]

  /// Puts a secret in the place of the one of its name.
  /// - Returns: whether there was one.
  /// - Throws: `StorageFailure`.
  func replace(
    _ secret: SecretText, in row: SecretRow, of userID: String, by act: Act
  ) async throws -> Bool

  /// What may be seen of a row's secrets, by their names.
  /// - Throws: `StorageFailure`.
  func notes(in row: SecretRow, of userID: String) async throws -> [SecretNote]

  /// What may be seen of the secrets of all rows of an owner in a table, by the rows' ids.
  /// - Throws: `StorageFailure`.
  func notes(inTable table: String, of userID: String) async throws -> [String: [SecretNote]]

  /// Forgets a row's secrets.
  /// - Parameter kept: names of those that stay.
  /// - Throws: `StorageFailure`.
  func forget(
    in row: SecretRow, except kept: Set<String>, of userID: String, by act: Act
  ) async throws
}

extension Vault {
  /// Forgets all secrets of a row.
  package func forget(in row: SecretRow, of userID: String, by act: Act) async throws {
    try await forget(in: row, except: [], of: userID, by: act)
  }
}
