import Automations
import OrderedJSON
import Scheduling
package import Templating

/// A connection: what it is, what uses it, and for whom it is theirs, all that can be done with it.
package struct ConnectionPage: Page {
  package static let template = "connections/show"

  let layout: Layout
  let listed: ListedConnection
  let form: ConnectionFields?
  let canTest: Bool
  let tested: Tested?
  let made: Made?
  let way: Way?
  let now: Instant

  /// - Parameters:
  ///   - fields: of the form that changes it; `nil`: it is somebody else's, or the operator's.
  ///   - tested: what came of its last test; `nil`: there was none.
  ///   - made: its secret that was just made; `nil`: none was.
  ///   - way: back to where it is to be used; `nil`: nothing led here.
  init(
    layout: Layout, listed: ListedConnection, fields: ConnectionFields?, canTest: Bool,
    tested: LatestTests.State?, made: Made?, way: Way?, now: Instant
  ) {
    self.layout = layout.within(.connections)
    self.listed = listed
    form = fields
    self.canTest = canTest
    self.tested = tested.map { Tested(state: $0, now: now) }
    self.made = made
    self.way = way
    self.now = now
  }

  package static var fields: [Field<ConnectionPage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.connection) { $0.listed.connection.id },
      .path("test_path", Paths.testConnection) { $0.listed.connection.id },
      .text("same_path") { page in
        Paths.connection(
          page.listed.connection.id,
          query: ["trace_id": page.way?.traceID, "step": page.way?.step])
      },
      .path("switch_path", Paths.switchConnection) { $0.listed.connection.id },
      .path("rotate_path", Paths.rotateSecret) { $0.listed.connection.id },
      .path("delete_path", Paths.deleteConnection) { $0.listed.connection.id },
      .text("seen") { SeenConnection.text(of: $0.listed, on: $0.layout) },
      .text("name") { $0.listed.connection.name.listed },
      .text("kind") { $0.listed.connection.kind.traits.title },
      .text("place") { $0.listed.connection.settings.place?.detailed },
      .text("offered_by") { $0.listed.offer },
      .flag("is_offered") { $0.listed.isTheirs && $0.listed.connection.isShared },
      .model("badge") { Badge(isOn: $0.listed.connection.isEnabled) },
      .flag("is_on") { $0.listed.connection.isEnabled },
      .text("off_reason") { $0.listed.connection.offReason?.detailed },
      .model("fields") { $0.form },
      .flag("is_theirs") { $0.listed.isTheirs },
      .flag("is_built_in") { $0.listed.connection == .local },
      .text("explanation") { $0.listed.connection.kind.traits.explanation },
      .model("made") { $0.made },
      .model("way") { $0.way },

      .flag("can_test") { $0.canTest },
      .text("trial") { $0.listed.connection.kind.traits.trial },
      .flag("asks_probe") { $0.listed.connection.kind.traits.asksProbe },
      .list("methods") { _ in
        ConnectionProbe.Method.allCases.map { Choice(value: $0.rawValue, words: $0.rawValue) }
      },
      .model("tested") { $0.tested },
      .flag("is_testing") { $0.tested?.state.isGoingOn == true },

      .list("secrets") { page in page.listed.secrets.map { SecretRow(note: $0, now: page.now) } },
      .flag("any_secrets") { !$0.listed.secrets.isEmpty },
      .flag("rotates") { $0.listed.isTheirs && $0.listed.connection.kind.traits.makesSecret },
      .list("tools") { ConnectionTools($0.listed.uses.tools, most: Limits.offeredTools).shown },
      .number("more_tools") {
        ConnectionTools($0.listed.uses.tools, most: Limits.offeredTools).more
      },
      .flag("any_tools") { !$0.listed.uses.tools.isEmpty },
      .flag("carries_messages") { $0.listed.uses.carriesMessages },
    ]
  }
}

extension ConnectionPage {
  /// What came of a test.
  package struct Tested: TemplateModel {
    let state: LatestTests.State
    let now: Instant

    package static var fields: [Field<Tested>] {
      [
        .model("result") { Badge($0.test?.outcome) },
        .text("outcome_words") { $0.test?.words.detailed },
        .model("at") { tested in
          if case .over(_, let at) = tested.state {
            TimeText(instant: at, zone: nil, now: tested.now)
          } else {
            nil
          }
        },
        .list("found") { ($0.test?.tools ?? []).prefix(Limits.offeredTools).map(\.listed) },
        .flag("found_any") { $0.test?.tools?.isEmpty == false },
        .flag("found_none") { $0.test?.tools?.isEmpty == true },
      ]
    }

    private var test: ConnectionTest? {
      if case .over(let test, _) = state { test } else { nil }
    }
  }

  /// A secret that was just made: told, or told before.
  package struct Made: TemplateModel {
    /// `nil`: it was told before, and cannot be told again.
    let text: String?
    let setAt: Instant
    let now: Instant

    /// - Parameter text: what the browser says that the secret is; another one is not told.
    /// - Returns: `nil`: it has none.
    init?(_ listed: ListedConnection, text: String?, now: Instant) {
      guard let note = listed.secrets.first(where: { $0.name == "secret" }) else { return nil }
      self.text = text.flatMap {
        SecretText(name: note.name, text: $0).last4 == note.last4 ? $0 : nil
      }
      setAt = note.setAt
      self.now = now
    }

    package static var fields: [Field<Made>] {
      [
        .text("text") { $0.text },
        .text("ago") { DurationText.ago(from: $0.setAt, to: $0.now) },
      ]
    }
  }

  /// Back to the panel that led here, with the connection chosen.
  package struct Way: TemplateModel {
    let traceID: String
    let step: String?
    let performer: Performer

    init?(traceID: String?, step: String?, _ listed: ListedConnection) {
      guard let traceID else { return nil }
      (self.traceID, self.step) = (traceID, step)
      performer = .connection(listed.connection.name)
    }

    package static var fields: [Field<Way>] {
      [
        .text("way_path") {
          Paths.trace(
            $0.traceID, query: ["bind": $0.step, "carried_out_by": $0.performer.value])
        },
        .text("trace_id") { $0.traceID },
        .text("step") { $0.step },
      ]
    }
  }
}
