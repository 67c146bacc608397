/// A revision of the Model Context Protocol that is spoken here
/// (modelcontextprotocol.io/specification, "Versioning").
enum MCPRevision: String, CaseIterable, Sendable {
  case november2024 = "2024-11-05"
  case march2025 = "2025-03-26"
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"
  /// The first one without a handshake: each request says all that a server has to know.
  case july2026 = "2026-07-28"

  /// The newest of those that begin with a handshake.
  static let latestWithHandshake = november2025

  var hasHandshake: Bool { self != .july2026 }
}

/// How a server is spoken to.
enum MCPEra: Hashable, Sendable {
  /// Each request stands for itself (2026-07-28).
  case stateless
  /// After a handshake (2025-11-25 and before).
  case session(MCPSession)
}

/// What a handshake agreed on.
struct MCPSession: Hashable, Sendable {
  let revision: MCPRevision
  /// What the server knows the session by; `nil`: it keeps none, or is a process of one's own.
  let id: String?
}
