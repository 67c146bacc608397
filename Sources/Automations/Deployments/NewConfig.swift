package import OrderedJSON
package import Workflows

/// A `schedule_config` ready to be kept: its secrets are taken out, and sealed.
package struct NewConfig: Sendable {
  /// As it came, but for secrets, in whose places marks stand.
  package let json: JSON
  /// What the marks are known by.
  package let mark: SecretMark
  /// Those that were not kept before.
  package let secrets: [SealedSecret]
  /// The names of all that stand in it.
  package let names: Set<String>
  /// The version beside whose config the names were given; `nil`: there was none.
  package let basis: Int?
}

/// The `schedule_config` of the version that was deployed last, as it is kept.
package struct KeptConfig: Sendable {
  package let version: Int
  /// With marks where secrets stood.
  package let json: JSON?
  /// What the marks are known by; `nil`: there are none.
  package let mark: SecretMark?

  package init(version: Int, json: JSON?, mark: SecretMark?) {
    self.version = version
    self.json = json
    self.mark = mark
  }
}
