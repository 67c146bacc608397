import Automations
import Testing
import Workflows

struct LocalToolTests {
  @Test(
    arguments: [
      ("send_email", .sendEmail), ("send_gmail", .sendEmail), ("sendEmail", .sendEmail),
      ("outlook.mail", .sendEmail), ("*mail*", .sendEmail), ("append_row", .appendRow),
      ("append_sheet_row", .appendRow), ("create-note", .note),
    ] as [(String, LocalTool)])
  func `a name that speaks of one embedded tool means it`(_ name: String, _ tool: LocalTool) {
    #expect(LocalTool(spokenOfBy: name) == tool)
  }

  @Test(
    arguments: [
      "launch_rocket", "tomorrow", "growth_report", "note_mails", "*", "", "footnotes",
      "mailing_list",
    ])
  func `a name that speaks of none, or of several, means nothing`(_ name: String) {
    #expect(LocalTool(spokenOfBy: name) == nil)
  }
}
