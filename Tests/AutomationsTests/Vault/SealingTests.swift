import Automations
import TestSupport
import Testing

/// A secret of Alice's connection, sealed by her data key, which the installation's key wraps.
@Suite struct SealingTests {
  private let row = SecretRow.connection("crm")
  private let secret = SecretText(name: "token", text: "correct horse bättery 🔑\n")
  private let dataKey = DataKey.random()
  private let key = InstallationKey.random()

  @Test func `what is sealed opens at its place, and is another each time`() throws {
    let sealed = [try dataKey.seal(secret, in: row), try dataKey.seal(secret, in: row)]
    for each in sealed { #expect(try dataKey.open(each, at: SecretPlace(row, "token")) == secret) }
    #expect(sealed[0] != sealed[1])
    let empty = SecretText(name: "token", text: "")
    let none = try dataKey.seal(empty, in: row)
    #expect(try dataKey.open(none, at: SecretPlace(row, "token")) == empty)
  }

  @Test(arguments: [
    SecretPlace(.connection("crm"), "password"), SecretPlace(.connection("shop"), "token"),
    SecretPlace(SecretRow(table: "traces", id: "crm"), "token"),
    SecretPlace(SecretRow(table: "connectionsc", id: "rm"), "token"),
    SecretPlace(.connection("crmt"), "oken"), SecretPlace(.connection(""), "crmtoken"),
    SecretPlace(.connection("crm"), "token\u{0}"),
  ])
  func `at another place it does not open, however alike both are written`(place: SecretPlace)
    throws
  {
    let sealed = try dataKey.seal(secret, in: row)
    #expect(throws: VaultFault.damaged(place)) { try dataKey.open(sealed, at: place) }
  }

  @Test func `with another key, or with any bit changed, it does not open`() throws {
    let sealed = try dataKey.seal(secret, in: row)
    let place = SecretPlace(row, "token")
    #expect(throws: VaultFault.damaged(place)) { try DataKey.random().open(sealed, at: place) }
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: VaultFault.damaged(place)) { try dataKey.open(changed, at: place) }
    }
    for count in [0, 1, 12, 27, 28, sealed.count - 1] {
      #expect(throws: VaultFault.damaged(place)) {
        try dataKey.open(Array(sealed.prefix(count)), at: place)
      }
    }
  }

  @Test func `a wrapped key seals and opens as the one that was wrapped`() throws {
    let unwrapped = try #require(key.unwrap(try key.wrap(dataKey, of: "alice")))
    let sealed = try unwrapped.seal(secret, in: row)
    #expect(try dataKey.open(sealed, at: SecretPlace(row, "token")) == secret)
    #expect(unwrapped.id == dataKey.id)
  }

  @Test func `a wrapped key is no other owner's, goes under no other id, and is changed by nobody`()
    throws
  {
    let wrapped = try key.wrap(dataKey, of: "alice")
    func changed(
      userID: String? = nil, id: String? = nil, bytes: [UInt8]? = nil, by: String? = nil
    ) -> WrappedKey {
      WrappedKey(
        userID: userID ?? wrapped.userID, id: id ?? wrapped.id, wrapped: bytes ?? wrapped.wrapped,
        wrappedBy: by ?? wrapped.wrappedBy)
    }
    #expect(key.unwrap(changed()) != nil)
    #expect(key.unwrap(changed(userID: "bob")) == nil)
    #expect(key.unwrap(changed(id: DataKey.random().id)) == nil)
    #expect(key.unwrap(changed(by: "other")) == nil)
    #expect(InstallationKey.random().unwrap(wrapped) == nil)
    for index in wrapped.wrapped.indices {
      var bytes = wrapped.wrapped
      bytes[index] ^= 0x80
      #expect(key.unwrap(changed(bytes: bytes)) == nil)
    }
  }

  @Test func `what an older key wrapped opens, and what none here wrapped is told apart`() throws {
    let (older, newer) = (InstallationKey.random(), InstallationKey.random())
    let ring = KeyRing([newer, older])
    let wrapped = try KeyRing([older]).wrap(dataKey, of: "alice")
    #expect(try ring.unwrap(wrapped).id == dataKey.id)
    #expect(try ring.wrap(dataKey, of: "alice").wrappedBy == newer.id)
    #expect(ring.fault(opening: [wrapped]) == nil)
    let alien = try KeyRing([key]).wrap(dataKey, of: "alice")
    #expect(ring.fault(opening: [wrapped, alien]) == .noKey(key.id))
    let posing = try #require(
      InstallationKey(id: key.id, bytes: [UInt8](repeating: 7, count: 32)))
    #expect(KeyRing([posing]).fault(opening: [alien]) == .wrongKey(key.id))
    #expect(throws: VaultFault.noKey(nil)) { try KeyRing([]).wrap(dataKey, of: "alice") }
  }

  /// Made by another program, Python’s cryptography: what is stored stays readable.
  @Test func `a value of another AES-256-GCM opens`() throws {
    let key = try #require(
      InstallationKey(id: "first", bytes: (0..<32).map { UInt8($0) }))
    let unwrapped = try #require(
      key.unwrap(
        WrappedKey(
          userID: "alice", id: "data", wrapped: Vectors.wrapped, wrappedBy: "first")))
    #expect(
      try unwrapped.open(Vectors.sealed, at: SecretPlace(.connection("crm"), "token"))
        == SecretText(name: "token", text: "s3cret-ünïcode"))
  }

  @Test(arguments: [
    ("", ""), ("1234567", ""), ("12345678", "5678"), ("🔑🔑🔑🔑🔑🔑🔑é", "🔑🔑🔑é"),
    ("abcdefgh\u{301}\u{301}\u{301}\u{301}", "\u{301}\u{301}\u{301}\u{301}"),
  ])
  func `the last four characters are shown of what is long enough`(text: String, last4: String) {
    #expect(
      SecretText(name: "token", text: text).last4.unicodeScalars.elementsEqual(last4.unicodeScalars)
    )
  }

  @Test func `faults of secrets name what is wrong, and no secret`() {
    func faults(_ texts: String...) -> [Fault] {
      Fault.ofSecrets(texts.map { SecretText(name: "token", text: $0) }, ["secrets"])
    }
    #expect(faults("hunter2") == [])
    #expect(faults("").map(\.path) == [["secrets", "token"]])
    #expect(faults("hunter2\u{0}").map(\.message) == ["must not contain the NUL character"])
    let long = faults(String(repeating: "hunter2", count: 1000))
    #expect(long.map(\.kind) == [.tooLong] && !"\(long)".contains("hunter"))
    #expect(faults("1", "2", "3", "4", "5", "6", "7", "8", "9").map(\.path) == [["secrets"]])
  }
}

/// What the other program sealed: the bytes from 0 on wrapped those from 100 on.
private enum Vectors {
  static let wrapped = bytes(
    """
    c8c9cacbcccdcecfd0d1d2d3751d07bceea5914b185171d16e77996794f29adf7c12d25f91d4459e5a10296ad0961b62
    560b2f89b6b028865bc2f6a1
    """)
  static let sealed = bytes(
    "32333435363738393a3b3c3d8ba05d348900d16267c36572320190b30a731ed0cfb0dc282631d1c26c34dce6")

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
