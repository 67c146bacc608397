package import Automations
import OrderedJSON
package import Scheduling
package import Templating

/// Of what one is told, where, and what became of it.
package struct NotificationsPage: Page {
  package static let template = "account/notifications"

  let layout: Layout
  let settings: NotificationSettings
  let runners: [String]
  let deliveries: [Delivery]
  let sendsMail: Bool
  let typed: [String: String]
  let ticked: Set<NotificationEvent>
  let faults: [Fault]
  let now: Instant

  /// - Parameters:
  ///   - runners: names of connections by which a channel may go.
  ///   - sendsMail: whether mail goes out of this server.
  ///   - typed: what stands in the fields of a new channel, by their names.
  ///   - ticked: the events that are.
  ///   - faults: at the names of the new channel's fields.
  package init(
    layout: Layout, settings: NotificationSettings, runners: [String], deliveries: [Delivery],
    sendsMail: Bool, typed: [String: String], ticked: Set<NotificationEvent>, faults: [Fault],
    now: Instant
  ) {
    self.layout = layout.within(.account)
    self.settings = settings
    self.runners = runners
    self.deliveries = deliveries
    self.sendsMail = sendsMail
    self.typed = typed
    self.ticked = ticked
    self.faults = faults
    self.now = now
  }

  package static var fields: [Field<NotificationsPage>] {
    [
      .model("layout") { $0.layout },
      .list("channels") { page in
        page.settings.channels.map { ChannelRow(channel: $0, sendsMail: page.sendsMail) }
      },
      .flag("any_channels") { !$0.settings.channels.isEmpty },
      .list("kinds") { Choice.cases(chosen: $0.kind, words: \.words) },
      .text("kind_fault") { $0.fault(at: ["kind"]) },
      .model("to") { page in
        Entry(
          value: page.typed[ChannelForm.address] ?? "", fault: page.fault(at: ["to", "channels"]),
          isFirst: !page.faults.isEmpty)
      },
      .flag("must_retype") { $0.losesAddress },
      .flag("sends_mail") { $0.sendsMail },
      .texts("runners") { $0.runners },
      .number("longest") { _ in Limits.channelBytes },
      .text("seen") { $0.settings.digest },
      .list("events") { Choice.events(ticked: $0.ticked) },
      .list("deliveries") { page in
        page.deliveries.map { DeliveryRow(delivery: $0, now: page.now) }
      },
      .flag("any_deliveries") { !$0.deliveries.isEmpty },
      .number("most_in_hour") { _ in Limits.messagesPerHour },
    ]
  }

  /// Whether an address may have been typed that is not shown again.
  private var losesAddress: Bool {
    kind?.hasSecretAddress == true && typed[ChannelForm.address] == nil
  }

  /// Of the new channel.
  private var kind: NotificationChannel.Kind? {
    typed["kind"].flatMap(NotificationChannel.Kind.init(rawValue:))
  }

  private func fault(at names: [String]) -> String? {
    faults.filter { names.contains($0.path.first ?? "") }.sentence
  }
}

extension NotificationsPage {
  /// A channel in the list.
  package struct ChannelRow: TemplateModel {
    let channel: NotificationChannel
    /// Whether mail goes out of this server.
    let sendsMail: Bool

    package static var fields: [Field<ChannelRow>] {
      [
        .path("test_path", Paths.testChannel) { $0.channel.id },
        .path("remove_path", Paths.removeChannel) { $0.channel.id },
        .text("kind") { $0.channel.kind.words },
        .text("address") { $0.channel.to.listed },
        .flag("is_confirmed") { $0.channel.isConfirmed },
        .flag("is_reached") { $0.channel.isReached(sendingMail: $0.sendsMail) },
        .flag("lacks_mail") { $0.channel.kind == .mail && !$0.sendsMail },
        .flag("is_asked") { !$0.channel.isConfirmed && $0.sendsMail },
      ]
    }
  }

  /// A delivery in the list.
  package struct DeliveryRow: TemplateModel {
    let delivery: Delivery
    let now: Instant

    package static var fields: [Field<DeliveryRow>] {
      [
        .model("time") { TimeText(instant: $0.delivery.message.at, zone: nil, now: $0.now) },
        .model("badge") { Badge(ofDelivery: $0.delivery.outcome) },
        .text("told") { $0.delivery.message.title.listed },
        .path("run_path", Paths.run) { $0.delivery.message.runID },
        .text("channel") { $0.delivery.channel.words },
        .text("why") { $0.delivery.words?.listed },
      ]
    }
  }
}
