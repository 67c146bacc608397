import App
import Testing

@Suite struct SettingsTests {
  @Test(arguments: ["REPRISE_JWT_SECRET", "REPRISE_SMTP_PASSWORD", "REPRISE_VAULT_KEY"])
  func `a secret is shown to be set, or not to be`(variable: String) {
    #expect(Settings.shown("hunter2", of: variable) == "(a secret that is set)")
    #expect(Settings.shown("", of: variable) == "")
  }

  @Test(arguments: ["REPRISE_PORT", "REPRISE_ORIGIN", "REPRISE_MONKEYS"])
  func `what is none is shown as it is`(variable: String) {
    #expect(Settings.shown("8080", of: variable) == "8080")
  }
}
