package import Automations
import OrderedJSON

/// Reads the document of a connection, and signs in where that takes a request of its own; no operation
/// is called.
package struct OpenAPITester: ConnectionTester {
  private let apis: DescribedAPIs
  private let seconds: Int

  /// - Parameter seconds: that a sign-in takes at most.
  package init(_ apis: DescribedAPIs, within seconds: Int = Limits.connectionTestSeconds) {
    self.apis = apis
    self.seconds = seconds
  }

  package var kind: AdapterKind { .openapi }

  /// Of a text that was uploaded, whether it is such a document; what else is wrong with it a test tells.
  package func fault(of settings: ConnectionSettings) -> Fault? {
    settings.document.flatMap(OpenAPIDocument.faultOfReading).map {
      Fault(["settings", "document"], $0)
    }
  }

  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest {
    guard let api = DescribedAPI(connection) else {
      return ConnectionTest(.failed, "The connection is of another kind.")
    }
    let document: OpenAPIDocument
    do throws(OpenAPIUnread) {
      document = try await apis.reading(of: api, for: userID, notOlderThan: 0).get()
    } catch {
      return ConnectionTest(.failed, error.words)
    }
    let tools = document.operations.prefix(Limits.offeredTools).map(\.id)
    if let trouble = trouble(with: document, of: api) {
      return ConnectionTest(.failed, trouble.recorded, tools: tools)
    }
    let words = api.words(of: document)
    do throws(UnreadSecrets) {
      let credentials = try await apis.credentials(of: api)
      if let fault = await apis.signed.trial(of: credentials, for: userID, within: seconds) {
        return ConnectionTest(.failed, "\(words) \(fault)".recorded, tools: tools)
      }
    } catch {
      return ConnectionTest(.failed, "\(words) \(error.words)".recorded, tools: tools)
    }
    return ConnectionTest(
      .succeeded, (words + api.wordsOfSignIn).recorded, tools: tools)
  }

  /// What keeps all its operations from being called; `nil`: nothing that is known.
  private func trouble(with document: OpenAPIDocument, of api: DescribedAPI) -> String? {
    guard let first = document.operations.first else {
      return api.words(of: document)
    }
    do throws(OpenAPIRefusal) {
      _ = try DescribedTool(first.id, of: api, in: .success(document)).server()
      return nil
    } catch {
      return error.words
    }
  }
}

extension DescribedAPI {
  /// What was found, in sentences.
  fileprivate func words(of document: OpenAPIDocument) -> String {
    let title = document.title.isEmpty ? "" : " (\(document.title.quoted))"
    let count = document.operations.count
    let has = count == 0 ? "no tool" : count == 1 ? "1 tool" : "\(count) tools"
    let words = "\(documentAtStart)\(title) was read: it describes \(has)."
    let left = document.leftAwayCount
    guard let first = document.leftAway.first else { return words }
    let others =
      left == 1 ? "" : " So \(left == 2 ? "is 1 other" : "are \(left - 1) others")."
    return "\(words) \(first)\(others)"
  }

  /// What came of the sign-in where it was possible, in a sentence with a space before it.
  fileprivate var wordsOfSignIn: String {
    switch settings.signIn {
    case .none: ""
    case .oauth2: " The sign-in gave a token."
    case .bearer, .basic, .header, .query:
      " Whether its sign-in is taken shows when a tool is called."
    }
  }
}
