import Automations
import OrderedJSON
import Scheduling
package import Templating

/// The fields of a form that makes or changes a connection: what its kind needs, and nothing else.
package struct ConnectionFields: TemplateModel {
  let form: ConnectionForm
  let faults: [Fault]
  /// Whether what was typed was not carried out, and is shown again.
  let isHeld: Bool
  /// The connection as it is; `nil`: it is to be made.
  let kept: ListedConnection?
  /// Whether it may be offered to everybody.
  let mayShare: Bool
  let now: Instant

  package static var fields: [Field<ConnectionFields>] {
    [
      .text("kind") { $0.form.kind.rawValue },
      .text("kind_words") { $0.form.kind.traits.title },
      .text("explanation") { $0.form.kind.traits.explanation },
      .text("fault") { $0.otherFault },
      .flag("loses_secrets") { $0.losesSecrets },
      .list("settings") { page in page.settings.map(page.filled) },
      .flag("takes_file") { $0.form.kind.traits.takesDocument },
      .list("settings_below") { page in page.settingsBelow.map(page.filled) },
      .flag("signs_in") { $0.form.kind.traits.signsIn },
      .list("sign_ins") { $0.signIns },
      .text("sign_in_fault") { $0.fault(at: "auth") },
      .list("grants") { $0.grants },
      .text("grant_fault") { $0.fault(at: "auth_grant") },
      .list("sign_in_fields") { page in page.signInFields.map(page.filled) },
      .list("others") { page in page.others.map(page.filled) },
      .flag("may_share") { $0.mayShare },
      .flag("is_shared") { $0.form.form["shared"] != nil },
      .text("shared_fault") { $0.fault(at: "shared") },
    ]
  }

  private var signIns: [Choice] {
    let chosen = form.signIn
    return [
      ("none", "None"), ("bearer", "Token"), ("basic", "Name and password"), ("header", "Header"),
      ("query", "Key in the address"), ("oauth2", "OAuth 2"),
    ].map { Choice(value: $0.0, words: $0.1, isChosen: $0.0 == chosen) }
  }

  private var grants: [Choice] {
    Choice.cases(
      chosen: form.form["auth_grant"].flatMap(SignIn.Grant.init(rawValue:)), words: \.offer)
  }

  // MARK: What was typed, and what is wrong with it

  /// What is secret is never sent back. A document that came as a file stands in the field of its text,
  /// where it goes with the form again.
  private func filled(_ field: TextField) -> TextField {
    var field = field
    if !field.isSecret { field.value = form.form.given(field.name) ?? "" }
    if field.name == "document", field.value.isEmpty { field.value = form.form["file"] ?? "" }
    field.fault = fault(at: field.name)
    field.isFirst = field.name == first
    return field
  }

  /// Whether something secret was typed, or may have been, that whoever presses again has to type once
  /// more.
  private var losesSecrets: Bool {
    if form.hasSecrets { return isHeld || !faults.isEmpty }
    return isHeld && form.isWithoutSecretFields
  }

  private var all: [TextField] { settings + settingsBelow + signInFields + others }

  /// The first field that is faulty.
  private var first: String? {
    let faulty = Set(faults.compactMap(\.connectionField))
    return all.first { faulty.contains($0.name) }?.name
  }

  private func fault(at name: String) -> String? {
    let messages = faults.filter { $0.connectionField == name }.map(\.atField)
    return messages.isEmpty ? nil : messages.joined(separator: "; ").detailed
  }

  /// What is wrong with what has no field of its own.
  private var otherFault: String? {
    let names = Set(
      all.map(\.name) + ["auth", "auth_grant"]
        + (mayShare ? ["shared"] : []))
    let others = faults.filter { $0.connectionField.map(names.contains) != true }
    return others.isEmpty ? nil : Refusal.invalid(others).sentence.detailed
  }
}

extension ConnectionForm {
  /// Whether something secret was typed, which is not shown again.
  fileprivate var hasSecrets: Bool {
    form.fields.contains { $0.name.hasPrefix("secret_") && !$0.value.isEmpty }
  }

  /// Whether it asks for secrets, and their fields did not come: the way through the sign-in page carries
  /// none, so that nobody knows what was typed into them.
  fileprivate var isWithoutSecretFields: Bool {
    !kind.secretNames(for: signIn).isEmpty
      && !form.fields.contains { $0.name.hasPrefix("secret_") }
  }
}

extension SignIn.Grant {
  /// What tokens are asked for with.
  fileprivate var offer: String {
    switch self {
    case .clientCredentials: "The client’s own secret"
    case .refreshToken: "A refresh token"
    }
  }
}
