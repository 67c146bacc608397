import App
import Automations
import Foundation
import TestSupport
import Testing

/// The installation's keys, as a start finds or makes them.
@Suite struct VaultKeysTests {
  private let folder: TemporaryFolder
  private let key = InstallationKey.random()

  init() throws { folder = try TemporaryFolder() }

  private var keys: VaultKeys { VaultKeys(data: folder.path, credentials: nil) }

  /// What a database has that the key sealed something for.
  private func wrapped() throws -> [WrappedKey] { [try key.wrap(.random(), of: "alice")] }

  @Test func `the first start makes a key for its owner's eyes, and the next one takes it`() throws
  {
    let made = try keys.forStart(opening: [])
    let mode = try FileManager.default.attributesOfItem(atPath: keys.path)[.posixPermissions]
    #expect(mode as? Int == 0o400)
    #expect(try folder.names() == ["vault-key"])
    let wrapped = [try made.wrap(.random(), of: "alice")]
    #expect(try keys.forStart(opening: wrapped).text == made.text)
    #expect(try keys.ring().text == made.text)
    #expect(!keys.areOpenToOthers)
  }

  @Test func `a key that is gone is not made anew where the database needs it`() throws {
    let words = complaint { _ = try keys.forStart(opening: try wrapped()) }
    #expect(words.hasPrefix("the key \(folder.path)/vault-key is gone"))
    #expect(words.hasSuffix("put back the vault-key that belongs to this database"))
    #expect(try folder.names() == [])
    // A command that does not open the vault goes on without.
    #expect(try keys.ring().keys.isEmpty)
  }

  @Test func `a key of another installation is refused, and one of the same name too`() throws {
    for (text, words) in [
      (KeyRing([.random()]).text, "need the key \"\(key.id)\""),
      ("\(key.id) \(String(repeating: "0", count: 64))\n", "it does not open the secrets"),
    ] {
      try folder.write("vault-key", Data(text.utf8))
      let told = complaint { _ = try keys.forStart(opening: try wrapped()) }
      #expect(told.hasPrefix("the key \(keys.path) is not the database's"))
      #expect(told.contains(words) && !told.contains("\n"))
      #expect(try folder.text("vault-key") == text)
    }
  }

  @Test func `a file that is no list of keys is named with its line, and not quoted`() throws {
    try folder.write("vault-key", Data("first \(String(repeating: "x", count: 64))".utf8))
    let told = complaint { _ = try keys.forStart(opening: []) }
    #expect(told.contains("\(keys.path) is no list of keys: line 1 ") && !told.contains("xxx"))
  }

  @Test func `what an older key of the file wrapped opens`() throws {
    let text = KeyRing([.random(), key]).text
    try folder.write("vault-key", Data(text.utf8))
    #expect(try keys.forStart(opening: try wrapped()).text == text)
  }

  @Test
  func `a credential of systemd goes before the file, and where there is none the file is taken`()
    throws
  {
    let text = KeyRing([key]).text
    try folder.write("credentials/vault-key", Data(text.utf8))
    let keys = VaultKeys(data: folder.path, credentials: folder.file("credentials"))
    #expect(keys.isCredential && !keys.areOpenToOthers)
    #expect(try keys.forStart(opening: try wrapped()).text == text)
    #expect(try folder.names() == ["credentials"])
    let none = VaultKeys(data: folder.path, credentials: folder.file("nowhere"))
    #expect(!none.isCredential && none.path == folder.file("vault-key"))
  }

  @Test func `a file that others may read is seen`() throws {
    try folder.write("vault-key", Data(KeyRing([key]).text.utf8))
    for (mode, isOpen) in [(0o400, false), (0o600, false), (0o440, true), (0o644, true)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: keys.path)
      #expect(keys.areOpenToOthers == isOpen)
    }
  }

  private func complaint(_ work: () throws -> Void) -> String {
    do {
      try work()
      return "nothing was wrong"
    } catch {
      return "\(error)"
    }
  }
}
