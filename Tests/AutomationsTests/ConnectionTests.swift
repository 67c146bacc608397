import Automations
import Testing
import Workflows

/// What an adapter and the texts beside it say.
@Suite struct ConnectionTests {
  @Test
  func `an embedded tool that is named is taken, else the one that the tool's name speaks of`()
    throws
  {
    let named = try binding("send_gmail", .local, "note", effect: .read)
    #expect(
      named
        == Binding(tool: "send_gmail", connection: .local(.note), mapping: Mapping(effect: .read)))
    #expect(try binding("send_gmail", .local, nil).connection == .local(.sendEmail))
    #expect(try binding("send_gmail", .http, nil).connection == .http())
  }

  @Test func `what an HTTP binding was called is kept, and its statuses`() throws {
    let codes = StatusCodes(rawValue: "404")
    let ask = try binding("ask", .http, "desk", codes: codes)
    #expect(ask.connection == .http(name: "desk", success: codes))
    #expect(ask.connection.adapter == .http && ask.connection.name == "desk")
  }

  @Test func `formulas are kept where rows are written, and nothing else is told about them`()
    throws
  {
    let sheet = try binding("append_sheet_row", .local, nil, formulas: .keep)
    #expect(sheet.connection == .local(.appendRow, formulas: .keep))
    let fault = Fault(["formulas"], "must be absent: only append_row writes tables")
    for (adapter, name) in [(AdapterKind.local, "note"), (.http, "desk")] {
      #expect(
        faults { () throws(Refusal) in _ = try binding("ask", adapter, name, formulas: .text) }
          == [fault])
    }
  }

  @Test func `what does not fit is refused in words, all of it at once`() {
    let long = String(repeating: "x", count: 256)
    #expect(
      faults { () throws(Refusal) in _ = try binding(long, .local, "rocket", codes: .success) } == [
        Fault(["tool"], "must have at most 255 characters; there are 256", .tooLong),
        Fault(
          ["connection"],
          "for the adapter local it names an embedded tool: send_email, append_row, note"),
        Fault(["success_codes"], "must be absent: only the adapter http has statuses"),
      ])
    #expect(
      faults { () throws(Refusal) in _ = try binding("launch_rocket", .local, nil) }?.count == 1)
    #expect(
      faults { () throws(Refusal) in _ = try binding("ask", .http, "a\0b") } == [
        .ofNUL(["connection"])
      ])
  }

  private func binding(
    _ tool: String, _ adapter: AdapterKind, _ connection: String?, effect: Effect? = nil,
    codes: StatusCodes? = nil, formulas: Formulas? = nil
  ) throws(Refusal) -> Binding {
    try Binding(
      tool: tool, adapter: adapter, connection: connection, effect: effect, successCodes: codes,
      formulas: formulas)
  }

  private func faults(_ work: () throws(Refusal) -> Void) -> [Fault]? {
    do throws(Refusal) {
      try work()
      return nil
    } catch {
      if case .invalid(let faults) = error { return faults }
      return nil
    }
  }
}
