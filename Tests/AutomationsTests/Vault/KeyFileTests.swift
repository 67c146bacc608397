import Automations
import OrderedJSON
import Testing

/// The file of the installation's keys: a line for each.
@Suite struct KeyFileTests {
  private static let digits = String(repeating: "0123456789abcdef", count: 4)

  @Test func `keys come back as they were written, the newest first`() throws {
    let keys = KeyRing((1...3).map { _ in .random() })
    let text = keys.text
    let again = try KeyRing(text: text)
    #expect(again.keys.map(\.id) == keys.keys.map(\.id))
    #expect(again.text == text)
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count == 16 + 1 + 64 })
  }

  @Test(arguments: [
    "first \(digits)", "2026-11_A \(digits.uppercased())\n", "a \(digits)\nb \(digits)\n",
  ])
  func `a key that somebody wrote by hand is taken`(text: String) throws {
    #expect(try KeyRing(text: text).keys.first?.id == String(text.prefix { $0 != " " }))
  }

  private static let refused: [(String, KeyFileFault)] = [
    ("", .empty), ("\n", .line(1)), ("\n\n", .line(1)), (digits, .line(1)),
    ("a \(digits)\n\n", .line(2)), ("a \(digits)\r\n", .line(1)), ("a  \(digits)", .line(1)),
    (" \(digits)", .line(1)), ("a \(digits) ", .line(1)), ("a \(digits.dropLast())", .line(1)),
    ("a \(digits)0", .line(1)), ("a \(digits)00", .line(1)), ("a +\(digits.dropLast())", .line(1)),
    ("é \(digits)", .line(1)), ("a \(digits.dropLast())٣", .line(1)),
    ("# mine\na \(digits)", .line(1)),
    ("\u{FEFF}a \(digits)", .line(1)), ("a \(digits)\nb\(digits)", .line(2)),
    (String(repeating: "x", count: 33) + " \(digits)", .line(1)),
    ("a \(digits)\nb \(digits)\na \(digits)", .repeated("a")),
  ]

  @Test(arguments: refused)
  func `anything else is refused by its line, and not quoted`(text: String, fault: KeyFileFault) {
    #expect(throws: fault) { try KeyRing(text: text) }
    #expect(!fault.description.contains("abcdef"))
  }

  @Test func `so many keys are taken, and no more`() throws {
    let lines = (0...Limits.vaultKeys).map { "k\($0) \(Self.digits)\n" }
    #expect(try KeyRing(text: lines.dropLast().joined()).keys.count == Limits.vaultKeys)
    #expect(throws: KeyFileFault.tooMany) { try KeyRing(text: lines.joined()) }
    #expect(throws: KeyFileFault.tooMany) {
      try KeyRing(text: String(repeating: "\n", count: 1 << 20))
    }
  }

  @Test func `no key is shown by whatever looks into values`() throws {
    let ring = try KeyRing(text: "first \(Self.digits)")
    for value in [ring, ring.keys, DataKey.random()] as [Any] {
      var dumped = ""
      dump(value, to: &dumped)
      for text in ["\(value)", String(reflecting: value), dumped] {
        #expect(!text.contains("abcdef") && text.count < 200, "\(text)")
      }
    }
  }
}
