import OrderedJSON

/// The settings of a connection of one kind.
protocol KindSettings: Hashable, Sendable {
  static var traits: KindTraits { get }

  /// Reads their wire form; what is wrong with it is the reader's to tell.
  init(reading members: inout MemberReader, by author: SettingsAuthor)

  /// Their wire form, without the text of an uploaded document.
  var members: [JSON.Member] { get }

  /// How requests prove who asks.
  var signIn: SignIn { get }

  /// Headers of every request.
  var headers: [NamedText] { get }

  /// The text of an uploaded document; `nil`: there is none.
  var documentText: String? { get }

  /// Where calls go, for a person; `nil`: nowhere outside.
  var place: String? { get }

  /// The names of the secrets that they take: those that they cannot do without, and others.
  var secretNames: (needed: [String], others: [String]) { get }

  /// What is wrong with a secret, as in "must be one line"; `nil`: nothing.
  func fault(ofSecret text: String) -> String?

  /// A secret for a connection that was given none; `nil`: nothing makes one.
  static func makeSecret() -> SecretText?

  /// The secret that holds for some time beside the one in its place, and the name by which it is kept
  /// meanwhile; `nil`: there is none.
  static var formerSecret: (name: String, keptAs: String)? { get }
}

// As of kinds that sign in, or need not.
extension KindSettings {
  var signIn: SignIn { .none }
  var headers: [NamedText] { [] }
  var documentText: String? { nil }
  var secretNames: (needed: [String], others: [String]) { signIn.secretNames }
  func fault(ofSecret text: String) -> String? { signIn.fault(ofProof: text) }
  static func makeSecret() -> SecretText? { nil }
  static var formerSecret: (name: String, keptAs: String)? { nil }
}

/// A header, or a variable of an environment.
package struct NamedText: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
