import Automations
import OrderedJSON
import Scheduling

extension Carrier {
  /// Texts for what takes them by an address that is secret.
  func post(_ text: NotificationText, _ delivery: Delivery, at now: Instant) async -> Carried {
    let (userID, channel) = (delivery.message.userID, delivery.channel)
    let address: SecretText?
    do {
      address = try await vault.secret(at: .address(ofChannel: channel.id), of: userID)
    } catch {
      return .tried(
        .failed(
          "The address of the channel cannot be read; set it anew.", response: nil,
          retry: .notTaken(after: nil)))
    }
    guard let address else { return .noWay("The address of the channel is gone; set it anew.") }
    let url: HTTPURL
    do throws(ParamFault) {
      url = try HTTPURL(address.text)
    } catch {
      return .noWay("The address of the channel \(error.rule); set it anew.")
    }
    let request =
      channel.kind == .slack ? Carrier.slack(text, to: url) : Carrier.ntfy(text, to: url)
    let reply = await outgoing.send(
      request, for: userID, within: Limits.deliverySeconds.attempt)
    let secrets = SecretValues(
      [address] + url.secretParts.map { SecretText(name: address.name, text: $0) })
    return .tried(reply.result { $0.hiding(secrets).arrival(at: now) })
  }

  /// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: a text in which `&`, `<`
  /// and `>` mean something, so that a name could call people or be a link.
  private static func slack(_ text: NotificationText, to url: HTTPURL) -> OutgoingRequest {
    let escaped = text.body
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let body: JSON = ["text": .string(escaped)]
    return OutgoingRequest(
      method: "POST", url: url, headers: [("Content-Type", "application/json")], body: body.bytes)
  }

  /// https://docs.ntfy.sh/publish: the text is the body. A header may have ASCII alone: of the title,
  /// which names something, it says but whose it is.
  private static func ntfy(_ text: NotificationText, to url: HTTPURL) -> OutgoingRequest {
    OutgoingRequest(
      method: "POST", url: url,
      headers: [("Content-Type", "text/plain; charset=utf-8"), ("Title", "Reprise")],
      body: Array(text.body.utf8))
  }
}

extension HTTPURL {
  /// What of an address that is secret may come back by itself: all behind the host, and those parts of it
  /// that are no short words.
  fileprivate var secretParts: [String] {
    let parts = target.split { "/?&=".contains($0) }.map(String.init)
    return [target] + parts.filter { $0.unicodeScalars.count >= Limits.secretCharactersShown }
  }
}
