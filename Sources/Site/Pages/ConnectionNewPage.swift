import Automations
package import Templating

/// Making a connection: its kind is chosen first, then it is asked what that needs.
package struct ConnectionNewPage: Page {
  package static let template = "connections/new"

  let layout: Layout
  let kinds: [AdapterKind]
  let fields: ConnectionFields?
  let traceID: String?
  let step: String?
  let owner: String?

  /// - Parameters:
  ///   - kinds: those to choose from.
  ///   - fields: of the chosen one; `nil`: none is chosen yet.
  ///   - traceID: the automation whose panel led here, and with what is made goes on; `nil`: none did.
  ///   - step: the number of the step there.
  ///   - owner: whose the automation is, where that is somebody else; `nil`: it is the reader's.
  init(
    layout: Layout, kinds: [AdapterKind], fields: ConnectionFields?, traceID: String?,
    step: String?, owner: String?
  ) {
    self.layout = layout.within(.connections)
    self.kinds = kinds
    self.fields = fields
    self.traceID = traceID
    self.step = step
    self.owner = owner
  }

  package static var fields: [Field<ConnectionNewPage>] {
    [
      .model("layout") { $0.layout },
      .list("kinds") { page in
        page.kinds.map {
          Kind(
            kind: $0,
            path: Paths.newConnection(query: [
              "kind": $0.rawValue, "trace_id": page.traceID, "step": page.step,
            ]))
        }
      },
      .text("address") {
        Paths.newConnection(query: [
          "kind": $0.fields?.form.kind.rawValue, "trace_id": $0.traceID, "step": $0.step,
        ])
      },
      .text("kind_path") {
        Paths.newConnection(query: ["trace_id": $0.traceID, "step": $0.step])
      },
      .model("fields") { $0.fields },
      .text("trace_id") { $0.traceID },
      .text("step") { $0.step },
      .text("owner") { $0.owner?.listed },
      .text("back_path") { page in
        page.traceID.map { Paths.trace($0, query: ["bind": page.step]) } ?? Paths.connections()
      },
    ]
  }

  /// A kind to choose.
  package struct Kind: TemplateModel {
    let kind: AdapterKind
    let path: String

    package static var fields: [Field<Kind>] {
      [
        .text("path") { $0.path }, .text("words") { $0.kind.traits.title },
        .text("explanation") { $0.kind.traits.explanation },
      ]
    }
  }
}
