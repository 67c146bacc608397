package import Automations
package import Templating

/// Whether messages are wanted at an address of mail: the button that says so.
package struct ConfirmAddressPage: Page {
  package static let template = "confirm-address"

  let layout: Layout
  let channel: NotificationChannel
  let link: String

  /// - Parameter link: good still; who has it may confirm.
  package init(layout: Layout, channel: NotificationChannel, link: String) {
    self.layout = layout
    self.channel = channel
    self.link = link
  }

  package static var fields: [Field<ConfirmAddressPage>] {
    [
      .model("layout") { $0.layout },
      .text("channel") { $0.channel.id },
      .text("link") { $0.link },
      .text("address") { $0.channel.to.listed },
      .flag("is_confirmed") { $0.channel.isConfirmed },
    ]
  }
}
