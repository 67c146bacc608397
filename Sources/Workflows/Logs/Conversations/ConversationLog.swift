import OrderedJSON
import Scheduling

/// Writes conversations down, each message once, whatever repeats it.
struct ConversationLog {
  private var exchanges = ExchangeHistory()
  /// By what the messages of the last conversation are told that was no exchange.
  private var previous: [Spelling] = []

  /// - Parameter read: takes a message apart; `nil`: it is none.
  static func write(
    _ entries: [Entry], to writer: inout LogWriter, by read: (Entry) -> ModelMessage?
  ) {
    var log = ConversationLog()
    for list in MessageList.all(in: entries) { log.write(list, to: &writer, by: read) }
  }

  private mutating func write(
    _ list: MessageList, to writer: inout LogWriter, by read: (Entry) -> ModelMessage?
  ) {
    let answer = list.messages.count - list.answerCount
    let messages = list.messages.enumerated().compactMap { index, entry in
      guard var message = read(entry) else { return ModelMessage?.none }
      if index >= answer { message.at = message.at ?? list.answeredAt }
      return message
    }
    let news = list.isExchange ? exchanges.news(in: messages) : continued(messages)
    let called = Set(messages.flatMap(\.callIDs).map(Spelling.init))
    for (message, isNew) in zip(messages, news) where isNew {
      ConversationLog.write(message, called: called, to: &writer)
    }
  }

  /// A conversation that begins with all of the last one goes on with it.
  private mutating func continued(_ messages: [ModelMessage]) -> [Bool] {
    let identities = messages.map { Spelling($0.identity()) }
    let count = identities.starts(with: previous) ? previous.count : 0
    previous = identities
    return messages.indices.map { $0 >= count }
  }

  /// - Parameter called: the ids of all calls of the conversation.
  private static func write(
    _ message: ModelMessage, called: Set<Spelling>, to writer: inout LogWriter
  ) {
    for (part, source) in message.parts {
      switch part {
      case .said(let speaker, let words): writer.said(by: speaker, words, at: source)
      case .note(let words): writer.note(words, at: source)
      case .call(let call):
        writer.call(
          call.tool, arguments: call.arguments, id: call.id, at: message.at, agent: message.agent,
          from: source)
      case .result(let result):
        if let id = result.id, !called.contains(Spelling(id)), let tool = result.tool {
          writeLost(tool, result, at: source, to: &writer)
        }
        writer.settle(
          id: result.id, tool: result.tool, result: result.content, error: result.error,
          isError: result.isError, at: message.at)
      }
    }
  }

  /// The call of a result that names its tool, where the log begins after it.
  private static func writeLost(
    _ tool: String, _ result: ModelMessage.Result, at source: JSONPointer,
    to writer: inout LogWriter
  ) {
    writer.call(tool, arguments: result.arguments, id: result.id, at: nil, from: source)
    guard result.arguments == nil else { return }
    writer.note("The log has only the result of this call, not what it was given.", at: source)
  }
}

/// Tells what is new in requests and their answers, of which each repeats those before it.
private struct ExchangeHistory {
  private var history = RepeatedHistory()
  /// How often messages stand there whose calls have no ids, which may be repeated with ids.
  private var withoutID: [Spelling: Int] = [:]

  mutating func news(in messages: [ModelMessage]) -> [Bool] {
    let news = history.news(in: messages.map { $0.identity() })
    return zip(messages, news).map { message, isNew in
      guard isNew else { return false }
      if message.callsWithoutID {
        withoutID[Spelling(message.identity(withIDs: false)), default: 0] += 1
      } else if !withoutID.isEmpty, !message.callIDs.isEmpty {
        let plain = Spelling(message.identity(withIDs: false))
        if let count = withoutID[plain], count > 0 {
          withoutID[plain] = count - 1
          return false
        }
      }
      return true
    }
  }
}
