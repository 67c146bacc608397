import OrderedJSON

/// Somebody's own runner of tools.
package struct WebhookSettings: Hashable, Sendable {
  /// Where its calls go.
  package let url: String

  package init(url: String) { self.url = url }
}

extension WebhookSettings: KindSettings {
  static let traits = KindTraits(
    title: "Webhook",
    explanation:
      "A program of your own gets each call as a signed request, and answers what came of it.",
    trial: "Sends a signed ping, which your program answers without doing anything.",
    deed: "is carried out by a webhook",
    fields: [
      SettingField(
        "url", .address, label: "URL", hint: "Each call is a POST to it.",
        placeholder: "https://runner.example.com/steps"),
      SettingField(
        WebhookSecrets.names.current, .secret, label: "Signing secret",
        hint: "It signs each request. Left empty, one is made and shown once."),
    ],
    isCalledBack: true, makesSecret: true)

  init(reading members: inout MemberReader, by author: SettingsAuthor) {
    self.init(url: members.url("url"))
  }

  var members: [JSON.Member] { [JSON.Member("url", .string(url))] }

  var place: String? { url }

  var secretNames: (needed: [String], others: [String]) { ([WebhookSecrets.names.current], []) }

  func fault(ofSecret text: String) -> String? {
    do throws(WebhookSecretFault) {
      _ = try WebhookSecret(text)
      return nil
    } catch {
      return error.description
    }
  }

  static func makeSecret() -> SecretText? {
    SecretText(name: WebhookSecrets.names.current, text: WebhookSecret.random().text)
  }

  static var formerSecret: (name: String, keptAs: String)? {
    (WebhookSecrets.names.current, WebhookSecrets.names.former)
  }
}
