import Engine
import OrderedJSON
import Testing

/// Texts that are small, and would become large.
@Suite struct YAMLBoundTests {
  @Test func `ten thousand names and values are taken, and not one more`() {
    // The list is one of them.
    let list = Array(repeating: "1", count: Limits.yamlNodes - 1).joined(separator: ",")
    #expect(yamlFault("[\(list)]") == nil)
    #expect(yamlFault("[\(list),1]")?.message.contains("more than 10000 names and values") == true)
  }

  @Test func `what aliases stand for is counted each time`() {
    // 1 + 100 × (1 + 99) with the outer list, and one more.
    let inner = "&a [" + Array(repeating: "1", count: 98).joined(separator: ",") + "]"
    let list = ([inner] + Array(repeating: "*a", count: 100)).joined(separator: ",")
    #expect(yamlFault("[\(list)]") == nil)
    #expect(yamlFault("[\(list),1]")?.message.contains("with aliases written out") == true)
  }

  @Test(arguments: ["a: *l40", "? *l40\n: b", "a: {<<: *l40}", "[*l40, *l40]: a"])
  func `a billion laughs end where they are too many, as names of members too`(end: String) {
    var lines = ["l0: &l0 {x: y}"]
    for level in 1...40 {
      lines.append("l\(level): &l\(level) {a: *l\(level - 1), b: *l\(level - 1)}")
    }
    let fault = yamlFault((lines + [end]).joined(separator: "\n"))
    #expect(fault?.message.contains("with aliases written out") == true)
    #expect(fault.map { $0.line < 15 } == true)
  }

  @Test func `a long text that many aliases stand for counts each time`() {
    let text = "a: &a '" + String(repeating: "x", count: 200_000) + "'\nb: [*a, *a, *a, *a, *a, *a]"
    #expect(yamlFault(text)?.message.contains("bytes in all") == true)
  }

  @Test func `sixty-four levels are taken, aliases included`() {
    func nested(_ count: Int, _ inner: String = "") -> String {
      String(repeating: "[", count: count) + inner + String(repeating: "]", count: count)
    }
    #expect(yamlFault(nested(64)) == nil)
    #expect(yamlFault(nested(65))?.message == "nested deeper than 64 levels")
    #expect(yamlFault(nested(100_000))?.message == "nested deeper than 64 levels")
    #expect(yamlFault("- &a \(nested(31))\n- \(nested(32, "*a"))") == nil)
    #expect(
      yamlFault("- &a \(nested(31))\n- \(nested(33, "*a"))")?.message
        == "nested deeper than 64 levels")
    let block = (0..<200).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(yamlFault(block)?.message == "nested deeper than 64 levels")
  }

  @Test func `directives are few`() {
    let directives = (0..<50_000).map { "%TAG !e\($0)! tag:example.com,2026:" }
    #expect(
      yamlFault(directives.joined(separator: "\n") + "\n--- a")?.message
        == "at most 16 lines may begin with %")
    #expect(yamlFault("%YAML 1.2\n---\na: 1") == nil)
  }
}
