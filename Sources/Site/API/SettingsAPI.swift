import OrderedJSON

/// What this server was told, for `reprise doctor`.
struct SettingsAPI: Sendable {
  let services: Services

  @Sendable func show(_ call: Call<Void, Void>) async throws -> JSON {
    .object(
      services.settings.sorted { $0.key < $1.key }
        .map { JSON.Member($0.key, .string($0.value)) })
  }

  static let settings = Shape<JSON>.success([Member("settings", .object) { $0 }])
}
