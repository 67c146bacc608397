package import Automations
import OrderedJSON
package import Scheduling

extension Database: Outbox {
  package func nextDelivery() async throws -> Instant? {
    try read { db in
      try db.first("SELECT min(due_at) FROM notification_deliveries WHERE outcome IS NULL") {
        $0.instantIfAny(0)
      } ?? nil
    }
  }

  package func claim(_ request: DeliveryRequest) async throws -> [ClaimedDelivery] {
    try await write { db in
      try db.mendDeliveries(at: request.now)
      return try db.claim(request)
    }
  }

  package func end(
    _ delivery: ClaimedDelivery.Key, _ end: DeliveryEnd, at now: Instant
  ) async throws -> Bool {
    try await write { db in
      switch end {
      case .ended(let outcome, let words):
        try db.run(
          """
          UPDATE notification_deliveries
          SET attempts = attempts + ?, outcome = ?, words = ?, ended_at = ?, due_at = NULL
          WHERE id = ? AND epoch = ? AND outcome IS NULL
          """,
          [
            outcome == .notSent ? 0 : 1, outcome.rawValue, words?.recorded, now.milliseconds,
            delivery.row, delivery.epoch,
          ]) > 0
      case .again(let time, let words):
        try db.run(
          """
          UPDATE notification_deliveries
          SET attempts = attempts + 1, words = ?, due_at = ?
          WHERE id = ? AND epoch = ? AND outcome IS NULL
          """,
          [words.recorded, time.milliseconds, delivery.row, delivery.epoch]) > 0
      }
    }
  }

  package func release(_ deliveries: [ClaimedDelivery.Key], at now: Instant) async throws {
    try await write { db in
      for delivery in deliveries {
        try db.run(
          """
          UPDATE notification_deliveries SET due_at = ?
          WHERE id = ? AND epoch = ? AND outcome IS NULL
          """,
          [now.milliseconds, delivery.row, delivery.epoch])
      }
    }
  }
}

extension Session {
  /// What a clock that was ahead has put off for long is due now.
  fileprivate func mendDeliveries(at now: Instant) throws {
    try run(
      "UPDATE notification_deliveries SET due_at = ?1 WHERE outcome IS NULL AND due_at > ?2",
      [
        now.milliseconds,
        now.advanced(bySeconds: Int64(Limits.deliveryWaitSeconds)).milliseconds,
      ])
  }

  /// Takes deliveries, the oldest first; whoever comes second finds them due only when the lease is
  /// over. A channel has one at a time, until its last attempt: that all is well again never arrives
  /// before what was wrong.
  fileprivate func claim(_ request: DeliveryRequest) throws -> [ClaimedDelivery] {
    var held: [String: Int] = [:]
    for other in request.holding { held[other.delivery.message.userID, default: 0] += 1 }
    var busy = Set(request.holding.map(\.delivery.channel.id))
    var claims: [ClaimedDelivery] = []
    while claims.count < request.limit {
      let full = held.keys.filter { held[$0, default: 0] >= request.perUser }
      let rows = try waitingDeliveries(request, besides: claims, without: full, busy)
      guard !rows.isEmpty else { break }
      for row in rows where claims.count < request.limit {
        guard let delivery = try deliverable(row, at: request.now),
          held[delivery.message.userID, default: 0] < request.perUser,
          busy.insert(delivery.channel.id).inserted,
          let key = try hold(row.key, until: request.lease)
        else { continue }
        held[delivery.message.userID, default: 0] += 1
        claims.append(ClaimedDelivery(key: key, delivery: delivery))
      }
    }
    return claims
  }

  private func waitingDeliveries(
    _ request: DeliveryRequest, besides claims: [ClaimedDelivery], without users: [String],
    _ channels: Set<String>
  ) throws -> [WaitingDelivery] {
    let holding = (request.holding + claims).map { String($0.key.row) }.joined(separator: ",")
    return try all(
      """
      SELECT d.id, d.epoch, \(Delivery.columns) FROM \(Delivery.tables)
      WHERE d.outcome IS NULL AND d.due_at <= ? AND d.user_id NOT IN (\(dialect.texts("?")))
        AND d.channel_id NOT IN (\(dialect.texts("?"))) AND d.id NOT IN (\(dialect.integers("?")))
        AND NOT EXISTS (SELECT 1 FROM notification_deliveries AS begun
          WHERE begun.user_id = d.user_id AND begun.channel_id = d.channel_id AND begun.id < d.id
            AND begun.outcome IS NULL AND begun.epoch > 0)
      ORDER BY d.due_at, d.id LIMIT ? \(dialect.locked("d"))
      """,
      [
        request.now.milliseconds, users.storedText, channels.storedText, "[\(holding)]",
        request.limit,
      ]
    ) { row in
      WaitingDelivery(
        key: .init(row: Int64(try row.integer(0)), epoch: try row.integer(1)),
        delivery: try? Delivery(row, from: 2))
    }
  }

  /// - Returns: `nil` where it ends without being carried out, so that it is in nobody's way.
  private func deliverable(_ row: WaitingDelivery, at now: Instant) throws -> Delivery? {
    let words: String
    switch row.delivery {
    case nil: words = "What is stored of it cannot be read any more."
    case _? where row.key.epoch >= Limits.deliveryAttempts.held:
      words = "The server stopped again and again while this was sent."
    case let delivery?: return delivery
    }
    try run(
      """
      UPDATE notification_deliveries SET outcome = ?, words = ?, ended_at = ?, due_at = NULL
      WHERE id = ? AND epoch = ? AND outcome IS NULL
      """,
      [
        Delivery.Outcome.failed.rawValue, words, now.milliseconds, row.key.row, row.key.epoch,
      ])
    return nil
  }

  /// - Returns: `nil` where somebody else was first.
  private func hold(
    _ key: ClaimedDelivery.Key, until lease: Instant
  ) throws -> ClaimedDelivery.Key? {
    let isOpen =
      try run(
        """
        UPDATE notification_deliveries SET epoch = epoch + 1, due_at = ?
        WHERE id = ? AND epoch = ? AND outcome IS NULL
        """,
        [lease.milliseconds, key.row, key.epoch]) > 0
    return isOpen ? ClaimedDelivery.Key(row: key.row, epoch: key.epoch + 1) : nil
  }
}

private struct WaitingDelivery {
  let key: ClaimedDelivery.Key
  /// `nil`: it cannot be read.
  let delivery: Delivery?
}
