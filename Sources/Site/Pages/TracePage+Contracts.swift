import Automations
package import Templating

extension TracePage {
  static var contractFields: [Field<TracePage>] {
    [
      .path("accept_path", Paths.acceptContracts) { $0.trace.id },
      .text("seen_contracts") { ChangedContract.digest(of: $0.contracts) },
      .flag("any_changed_tools") { !$0.contracts.isEmpty },
      .list("changed_tools") { page in
        page.contracts.map { ChangedTool(contract: $0, time: page.time($0.seenAt)) }
      },
    ]
  }

  /// A tool that is another one than the deployed version relies on.
  package struct ChangedTool: TemplateModel {
    let contract: ChangedContract
    let time: TimeText?

    package static var fields: [Field<ChangedTool>] {
      [
        .text("tool") { $0.contract.tool.listed },
        .text("remote") { $0.isCalledOtherwise ? $0.contract.remote.listed : nil },
        .model("time") { $0.time },
        .texts("changes") { $0.contract.words.map(\.detailed) },
      ]
    }

    private var isCalledOtherwise: Bool {
      !contract.remote.utf8.elementsEqual(contract.tool.utf8)
    }
  }
}

extension ChangedContract {
  /// By which a form says what its reader saw.
  static func digest(of changes: [ChangedContract]) -> String {
    Secret.hexadecimal(Secret.hash(changes.map { "\($0.tool)\0\($0.pin)" }.joined(separator: "\0")))
  }
}
