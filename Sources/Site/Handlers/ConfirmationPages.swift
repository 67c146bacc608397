import Automations
import Hummingbird

/// What the link in a mail opens that asks whether messages are wanted. Whoever reads the mail need not
/// have an account.
struct ConfirmationPages: Sendable {
  let services: Services

  /// Shows the button: what opens links by itself, as scanners of mail do, must not confirm.
  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = Form(query: request.uri.query ?? "")
    let link = query["link"] ?? ""
    let channel = try await services.notifications.channel(
      toConfirm: query["channel"] ?? "", by: link)
    return try page(channel, link, request, context)
  }

  @Sendable func confirm(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request)
    let link = form["link"] ?? ""
    let channel = try await services.notifications.confirm(form["channel"] ?? "", by: link)
    return try page(channel.confirmed, link, request, context)
  }

  private func page(
    _ channel: NotificationChannel, _ link: String, _ request: Request, _ context: SiteContext
  ) throws -> Response {
    try services.render(
      ConfirmAddressPage(
        layout: services.layout("Messages", context, request), channel: channel, link: link))
  }
}

extension NotificationChannel {
  fileprivate var confirmed: NotificationChannel {
    NotificationChannel(id: id, kind: kind, to: to, isConfirmed: true)
  }
}
