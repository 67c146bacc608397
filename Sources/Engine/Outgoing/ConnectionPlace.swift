/// Where a connection leads, and whose it is: what one is kept for.
struct ConnectionPlace: Hashable, Sendable {
  /// `http` or `https`.
  let scheme: String
  let host: String
  /// Host and port.
  let authority: String
  /// One that was checked.
  let address: IPAddress
  /// What a server knows a connection by is nobody else's business.
  let userID: String
}
