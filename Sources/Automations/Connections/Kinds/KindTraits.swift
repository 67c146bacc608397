/// What all connections of a kind have in common.
package struct KindTraits: Sendable {
  /// What such a connection is, in a person's words.
  package let title: String
  /// When one chooses it, in a sentence.
  package let explanation: String
  /// What its test does, in a sentence.
  package let trial: String
  /// What a tool does there, behind its name: `calls an API`.
  package let deed: String
  /// What its form asks beside its name, in order.
  package let fields: [SettingField]
  /// Whether there is a choice how its requests sign in.
  package let signsIn: Bool

  // What a binding may say of its calls.

  /// Whether there are tools over there, with names of their own.
  package let hasTools: Bool
  /// Whether it tells which tools it has.
  package let listsTools: Bool
  /// Whether what its tools take is somebody else's to change, so that versions rely on it as it was.
  package let hasContracts: Bool
  /// Whether its answers have statuses, of which some are success.
  package let hasStatuses: Bool
  /// Whether a result may come later, as a call of ours.
  package let isCalledBack: Bool
  /// Whether a call may take a time that a binding bounds.
  package let takesTime: Bool

  // What its page offers.

  /// Whether a person says what its test asks.
  package let asksProbe: Bool
  /// Whether its secret is made here.
  package let makesSecret: Bool

  init(
    title: String, explanation: String, trial: String, deed: String, fields: [SettingField] = [],
    signsIn: Bool = false, hasTools: Bool = true, listsTools: Bool = false,
    hasContracts: Bool = false, hasStatuses: Bool = false,
    isCalledBack: Bool = false, takesTime: Bool = true, asksProbe: Bool = false,
    makesSecret: Bool = false
  ) {
    self.title = title
    self.explanation = explanation
    self.trial = trial
    self.deed = deed
    self.fields = fields
    self.signsIn = signsIn
    self.hasTools = hasTools
    self.listsTools = listsTools
    self.hasContracts = hasContracts
    self.hasStatuses = hasStatuses
    self.isCalledBack = isCalledBack
    self.takesTime = takesTime
    self.asksProbe = asksProbe
    self.makesSecret = makesSecret
  }

  /// Whether a document may be uploaded.
  package var takesDocument: Bool { fields.contains { $0.taking == .document } }

  /// The names of settings that are addresses.
  var addresses: [String] { fields.filter { $0.taking == .address }.map(\.name) }
}

/// What a form asks for one setting, or for one secret of a kind that does not sign in otherwise.
package struct SettingField: Sendable {
  /// What is typed there.
  package enum Taking: Hashable, Sendable {
    case address
    /// A name, a colon and a value in each line.
    case headers
    /// The text of a document, or a file.
    case document
    case secret
  }

  /// Of the setting, or of the secret.
  package let name: String
  package let taking: Taking
  package let label: String
  /// Behind the label.
  package let aside: String?
  /// The same where a document is kept, in whose place it is; `nil`: it takes no document's place.
  package let asideBesideKept: String?
  /// In a sentence.
  package let hint: String?
  package let placeholder: String?

  init(
    _ name: String, _ taking: Taking, label: String, aside: String? = nil,
    asideBesideKept: String? = nil, hint: String? = nil, placeholder: String? = nil
  ) {
    self.name = name
    self.taking = taking
    self.label = label
    self.aside = aside
    self.asideBesideKept = asideBesideKept
    self.hint = hint
    self.placeholder = placeholder
  }
}

extension SettingField {
  /// Whether it says where a document is, in place of an uploaded one.
  package var replacesDocument: Bool { asideBesideKept != nil }
}
