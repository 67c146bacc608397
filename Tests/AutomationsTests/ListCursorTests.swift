import Automations
import Testing

@Suite struct ListCursorTests {
  @Test(arguments: ["2026-11-24T09:00:00.000Z", "", "1795510800000", "été\u{0}"])
  func `is read back as it was written, from letters and digits`(key: String) {
    let cursor = ListCursor(key: key, row: -7)
    #expect(ListCursor(cursor.text) == cursor)
    #expect(cursor.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "&") })
  }

  @Test(arguments: [
    "", "_", "1", "1_0", "x_00", "1_zz", "1_ff", "1_00_00", "99999999999999999999_",
    String(repeating: "_", count: 1 << 20),
  ])
  func `anything else is none`(text: String) {
    #expect(ListCursor(text) == nil)
  }
}
