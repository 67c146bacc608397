import OrderedJSON
import Synchronization

/// Looks at the body of an answer while it comes: a server may stream notifications and questions of
/// its own before it answers, and may leave the stream open behind that.
final class MCPStream: Sendable {
  /// What a server asks, as messages that answer it.
  let answers: AsyncStream<JSON>

  private struct State {
    var events = EventStream(most: Limits.answerBodyBytes)
    /// Bytes of the body that were looked at.
    var read = 0
    var response: MCPMessage?
    var asked = false
    var answered = 0
    var isOver = false
  }

  private let id: Int
  private let state = Mutex(State())
  private let continuation: AsyncStream<JSON>.Continuation

  /// - Parameter id: of the request that is to be answered.
  init(answering id: Int) {
    self.id = id
    (answers, continuation) = AsyncStream.makeStream()
  }

  /// The answer, where it came as an event.
  var response: MCPMessage? { state.withLock { $0.response } }

  /// Whether the server asked for what only a person could give.
  var asked: Bool { state.withLock { $0.asked } }

  /// Forgets what came: the request is sent again, as after a sign-in was renewed, and what was read is
  /// no part of the answer that comes now.
  func beginAnew() { state.withLock { $0 = State() } }

  /// - Parameter body: as far as it came.
  /// - Returns: whether the answer is in it, or nothing more can be read of it.
  func read(_ body: [UInt8]) -> Bool {
    // JSON, which no stream of events begins like.
    guard let first = body.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else {
      return false
    }
    let (questions, isOver) = state.withLock { state in
      defer { state.read = body.count }
      guard !state.isOver else { return ([JSON](), true) }
      return (look(at: body.dropFirst(state.read), &state), state.isOver)
    }
    for question in questions { continuation.yield(question) }
    return isOver
  }

  /// Ends `answers`.
  func finish() { continuation.finish() }

  private func look(at bytes: ArraySlice<UInt8>, _ state: inout State) -> [JSON] {
    guard let events = try? state.events.read(bytes) else {
      state.isOver = true
      return []
    }
    var answers: [JSON] = []
    for event in events where event.type == "message" {
      guard let json = try? JSON(parsing: event.data) else { continue }
      for message in MCPMessage.all(in: json) {
        if message.answers(id) {
          (state.response, state.isOver) = (message, true)
          return answers
        }
        guard case .request(let id, let method) = message else { continue }
        state.asked = state.asked || MCPMessage.asksPerson(method)
        state.answered += 1
        if state.answered <= Limits.mcpQuestionsAnswered {
          answers.append(MCPMessage.answer(to: id, method: method))
        }
      }
    }
    return answers
  }
}
