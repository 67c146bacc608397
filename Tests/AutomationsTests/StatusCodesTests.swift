import Automations
import Testing

@Suite struct StatusCodesTests {
  @Test(arguments: [
    ("200-299,404", "200-299, 404"), (" 204 ", "204"), ("599, 200, 200-200, 201", "200-201, 599"),
  ])
  func `statuses and ranges are told as they are read`(_ text: String, _ told: String) throws {
    let codes = try #require(StatusCodes(rawValue: text))
    #expect(codes.rawValue == told)
    #expect(StatusCodes(rawValue: told) == codes)
  }

  @Test func `what was taken can be read again, however much it is`() throws {
    let list = stride(from: 200, to: 300, by: 2).map(String.init).joined(separator: ",")
    let codes = try #require(StatusCodes(rawValue: list))
    #expect(StatusCodes(rawValue: codes.rawValue) == codes)
    #expect(StatusCodes(rawValue: list + ",400") == nil)
  }

  @Test func `a range holds both its ends`() throws {
    let codes = try #require(StatusCodes(rawValue: "200-202, 404"))
    #expect((199...405).filter(codes.contains) == [200, 201, 202, 404])
    #expect((100...599).filter(StatusCodes.success.contains) == Array(200...299))
  }

  @Test(arguments: [
    "", ",", "200,", "2xx", "200-", "-299", "299-200", "200-250-299", "199", "600", "200 404",
    "2 00", "100-299", "99999999999999999999", "٢٠٠", "+200",
    String(repeating: "200,", count: 64) + "200", String(repeating: ",", count: 1 << 20),
    "200" + String(repeating: "-", count: 1 << 20), String(repeating: "2 ", count: 1 << 20),
  ])
  func `anything else is none, and says what would be right`(_ text: String) {
    #expect(StatusCodes(rawValue: text) == nil)
    #expect {
      try StatusCodes(checking: text)
    } throws: {
      ($0 as? Refusal)?.sentence.contains("from 200 to 599, as in \"200-299, 404\"") == true
    }
  }
}
