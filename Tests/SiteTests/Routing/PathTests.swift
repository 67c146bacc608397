import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Site
import Synchronization
import Testing

/// Addresses, written and read back.
@Suite struct PathTests {
  private static let plain: [Path<Void>] = [
    Paths.home, Paths.traces, Paths.newTrace, Paths.runs, Paths.connections,
    Paths.newConnection, Paths.pause, Paths.endPause,
    Paths.signIn, Paths.signOut, Paths.account, Paths.changePassword, Paths.endOtherSessions,
    Paths.createToken, Paths.notifications, Paths.addChannel, Paths.confirmAddress,
    Paths.API.notifications, Paths.API.traces, Paths.API.deploy, Paths.API.schedulePreview,
    Paths.API.pause, Paths.API.notices, Paths.API.bindings, Paths.API.connections,
    Paths.API.accounts, Paths.API.importedTraces,
    Paths.API.accountTokens, Paths.API.accountLinks, Paths.API.accountPasswords,
    Paths.API.settings, Paths.API.health, Paths.API.metrics, Paths.API.openAPI,
  ]
  private static let named: [Path<String>] = [
    Paths.trace, Paths.renameTrace, Paths.setStatus, Paths.runNow, Paths.bindTool,
    Paths.acceptContracts, Paths.API.acceptContracts,
    Paths.deleteTrace, Paths.schedule, Paths.occurrences, Paths.run, Paths.cancelRun,
    Paths.rerun, Paths.resolveRun, Paths.connection, Paths.testConnection,
    Paths.switchConnection, Paths.rotateSecret, Paths.deleteConnection, Paths.endSession,
    Paths.revokeToken, Paths.API.trace,
    Paths.API.traceOfThread, Paths.API.deploymentStatus, Paths.API.runsOfTrace,
    Paths.API.occurrences, Paths.API.totals, Paths.API.run, Paths.API.cancelRun,
    Paths.API.rerun, Paths.API.resolveRun, Paths.API.callback, Paths.API.connection,
    Paths.API.testConnection, Paths.testChannel, Paths.removeChannel, Paths.chooseNotifications,
    Paths.API.testChannel,
    Paths.API.notificationChoice, Paths.replaceTraceSecret, Paths.check, Paths.resetWorkflow,
    Paths.API.workflow, Paths.API.resetWorkflow, Paths.API.rehearsal, Paths.rehearse, Paths.convert,
  ]
  private static let numbered: [Path<(String, Int)>] = [Paths.entry, Paths.step]

  @Test func `every address of the route table is tried here`() async throws {
    let patterns = Set(RouteTable(try await World().services).routes.map(\.path))
    let tried =
      Self.plain.map(\.pattern) + Self.named.map(\.pattern) + Self.numbered.map(\.pattern)
    #expect(Set(tried) == patterns)
    #expect(tried.count == patterns.count)
  }

  @Test(arguments: [
    "7f3a0c52-1111-4222-8333-444455556666", "two words", "a/b", "100%", "%2F", "a+b", "?x=1&y#z",
    "{id}", "\"<'>", "ä ö – 日本", "..", "\u{7F}",
  ])
  func `what an address is written with is read back from it`(text: String) async throws {
    let site = Addresses()
    for path in Self.plain { #expect(try await site.ask(path()) == path.pattern) }
    for path in Self.named {
      #expect(try await site.ask(path(text)) == "\(path.pattern) \(text)")
      #expect(try await site.ask(path(text, query: ["q": text])) == "\(path.pattern) \(text)")
    }
    for path in Self.numbered {
      #expect(try await site.ask(path(text, 12)) == "\(path.pattern) \(text) 12")
    }
  }

  @Test func `a query has the parts that are given, escaped`() {
    #expect(Paths.runs(query: ["trace_id": "a b", "outcome": nil]) == "/runs?trace_id=a%20b")
    #expect(Paths.runs(query: ["outcome": nil]) == "/runs")
    #expect(
      Paths.run("1", query: ["step": "2", "limit": "&"]) == "/runs/1?step=2&limit=%26")
  }

  /// All addresses on one router, which tells each request's pattern and parameters.
  private struct Addresses {
    private let responder: any HTTPResponder<SiteContext>
    private let told = Told()

    init() {
      let router = Router(context: SiteContext.self)
      let told = told
      func add<Parameters>(
        _ path: Path<Parameters>, _ words: @escaping @Sendable (Parameters) -> String
      ) {
        router.get(RouterPath(path.pattern)) { _, context -> Response in
          let text = path.pattern + words(try path.read(context))
          told.text.withLock { $0 = text }
          return Response(status: .ok)
        }
      }
      for path in plain { add(path) { "" } }
      for path in named { add(path) { " \($0)" } }
      for path in numbered { add(path) { " \($0.0) \($0.1)" } }
      responder = router.buildResponder()
    }

    func ask(_ address: String) async throws -> String {
      let head = HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: address)
      let context = SiteContext(source: SiteSource(logger: Logger(label: "test")))
      _ = try await responder.respond(
        to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: context)
      return told.text.withLock { $0 }
    }
  }

  private final class Told: Sendable {
    let text = Mutex("")
  }
}
