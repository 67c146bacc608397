import Automations
import OrderedJSON
import Scheduling

extension Carrier {
  /// An event for somebody's own runner, signed as its calls are (Standard Webhooks 1.0).
  func event(_ text: NotificationText, _ delivery: Delivery, at now: Instant) async -> Carried {
    let userID = delivery.message.userID
    let runner: Runner
    let secrets: [WebhookSecret]
    do {
      runner = try await self.runner(named: delivery.channel.to, of: userID)
      secrets = try await ConnectionSecrets(vault: vault, operators: operators)
        .signing(of: runner.connection, at: now)
    } catch let obstacle as Obstacle {
      return .noWay(obstacle.words)
    } catch {
      return .tried(
        .failed(
          "The connection cannot be read; set it anew.", response: nil,
          retry: .notTaken(after: nil)))
    }
    guard !secrets.isEmpty else {
      return .noWay("The connection has no secret that signs what it is sent; set one.")
    }
    let request = Carrier.request(
      body: delivery.event(text, at: now).bytes, id: delivery.id, to: runner.url, by: secrets,
      at: now)
    let reply = await outgoing.send(request, for: userID, within: Limits.deliverySeconds.attempt)
    if case .answer(let answer) = reply, answer.status == 410 {
      return await gone(runner.connection, at: now)
    }
    let hidden = SecretValues(signing: secrets)
    return .tried(reply.result { $0.hiding(hidden).arrival(at: now) })
  }

  private struct Runner {
    let connection: Connection
    let url: HTTPURL
  }

  /// Why nothing can go to a runner, in a sentence.
  private struct Obstacle: Error {
    let words: String
  }

  /// As a binding finds it: one's own, then what others offer, then the operator's.
  private func runner(named name: String, of userID: String) async throws -> Runner {
    let reachable = ReachableConnections(
      try await connections.connections(of: userID) + operators.connections)
    guard let connection = reachable.named(name), case .webhook(let settings) = connection.settings
    else {
      throw Obstacle(words: "There is no connection of that name and of the kind webhook any more.")
    }
    guard connection.isEnabled else {
      throw Obstacle(words: "The connection is switched off.")
    }
    do throws(ParamFault) {
      return Runner(connection: connection, url: try HTTPURL(settings.url))
    } catch {
      throw Obstacle(words: "The address of the connection \(error.rule).")
    }
  }

  private static func request(
    body: [UInt8], id: String, to url: HTTPURL, by secrets: [WebhookSecret], at now: Instant
  ) -> OutgoingRequest {
    OutgoingRequest(
      method: "POST", url: url,
      headers: [
        ("Content-Type", "application/json"), ("webhook-id", id),
        ("webhook-timestamp", "\(now.seconds)"),
        ("webhook-signature", WebhookSignature.header(id: id, at: now, body: body, by: secrets)),
      ], body: body)
  }

  /// It takes nothing any more, now or later.
  private func gone(_ connection: Connection, at now: Instant) async -> Carried {
    let words = "It answered 410: it takes nothing any more."
    // What is not switched off now is when the next one comes.
    if connection.owner == nil {
      _ = operators.switchOff(connection.id, because: words)
    } else {
      _ = try? await connections.switchOff(connection.id, because: words, at: now)
    }
    return .tried(.failed(words, response: nil, retry: .never))
  }
}

extension Delivery {
  /// `{"type", "timestamp", "data"}`, as programs read it; `text` is what people are told elsewhere.
  fileprivate func event(_ text: NotificationText, at now: Instant) -> JSON {
    let subject = message.subject
    return [
      "type": .string("notification.\(message.kindName)"), "timestamp": .string(now.rfc3339),
      "data": [
        "event": .string(message.kindName), "over": .bool(message.isOver),
        "at": .string(message.at.rfc3339), "since": JSON(message.since?.rfc3339),
        "trace_id": JSON(subject?.noun == .automation ? subject?.id : nil),
        "connection_id": JSON(subject?.noun == .connection ? subject?.id : nil),
        "name": JSON(subject?.name), "run_id": JSON(message.runID),
        "next_run_at": JSON(message.nextRunAt?.rfc3339), "reason": JSON(message.words),
        "text": .string(text.body), "url": JSON(text.lines.last),
      ],
    ]
  }
}
