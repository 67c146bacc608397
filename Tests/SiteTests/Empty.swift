import Testing
@Suite struct Empty { @Test func `is there`() { #expect(Bool(true)) } }
