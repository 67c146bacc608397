import OrderedJSON
import Scheduling

/// The spans of a trace in the order in which they happened, with what was said and called in them.
///
/// Where spans are calls, these are the calls, and a conversation with the model only says what their
/// exporter left out; where none is, the calls are those of the conversations.
struct SpanLog {
  private let spans: [RecordedSpan]
  /// For each span the tool that it calls.
  private let tools: [String?]
  /// What each span holds that calls no tool.
  private let conversations: [SpanConversation?]
  /// The number of the span around each.
  private let parents: [Int?]
  private var history = RepeatedHistory()
  private var omissions = OmittedContents()
  private var agents: [Int: String?] = [:]

  init(_ spans: [RecordedSpan]) {
    var places: [String: Int] = [:]
    for (index, span) in spans.enumerated() {
      if let id = span.id, places[id] == nil { places[id] = index }
    }
    self.spans = spans
    tools = spans.map(\.tool)
    parents = spans.enumerated().map { index, span in
      let parent = span.parent.flatMap { places[$0] }
      return parent == index ? nil : parent
    }
    conversations = zip(spans, zip(tools, parents)).map { span, place in
      place.0 == nil ? SpanConversation(of: span, isOutermost: place.1 == nil) : nil
    }
  }

  /// Writes all of it.
  mutating func write(to writer: inout LogWriter) {
    let hasCalls = tools.contains { $0 != nil }
    let told = hasCalls ? ToldContents(conversations) : ToldContents([])
    let inner = innerSpans()
    for moment in moments() {
      if let tool = tools[moment.span] {
        guard !moment.isEnd, !isInner(moment.span) else { continue }
        let around = [moment.span] + (inner[moment.span].map { [$0] } ?? [])
        call(tool, around, told: told, to: &writer)
      } else if let conversation = conversations[moment.span] {
        converse(conversation, moment, takesCalls: !hasCalls, to: &writer)
      }
    }
    if let note = omissions.note { writer.note(note, at: omissions.source) }
  }

  private struct Moment {
    let at: Instant
    let isEnd: Bool
    let span: Int
  }

  /// The begin and the end of each span, in their order; one without times stands where it was logged.
  private func moments() -> [Moment] {
    var last = spans.lazy.compactMap(\.start).first ?? Instant(milliseconds: 0)
    var moments: [Moment] = []
    for (index, span) in spans.enumerated() {
      last = span.start ?? last
      moments.append(Moment(at: last, isEnd: false, span: index))
      moments.append(Moment(at: max(span.end ?? last, last), isEnd: true, span: index))
    }
    // What ended in the millisecond in which something else began came before it.
    return moments.sorted {
      ($0.at, $0.isEnd ? 0 : 1, $0.span) < ($1.at, $1.isEnd ? 0 : 1, $1.span)
    }
  }

  /// Whether a call is one that the span around it tells too, as those of client and server do.
  private func isInner(_ index: Int) -> Bool {
    guard let parent = parents[index], let tool = tools[parent] else { return false }
    return tool == tools[index] && parents[parent] != index
  }

  /// By the number of the span around them.
  private func innerSpans() -> [Int: Int] {
    let pairs = spans.indices.compactMap { index in
      isInner(index) ? parents[index].map { ($0, index) } : nil
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter tellers: the numbers of the spans that tell of the call, the outer one first.
  private mutating func call(
    _ tool: String, _ tellers: [Int], told: ToldContents, to writer: inout LogWriter
  ) {
    guard let outer = tellers.first else { return }
    let (span, tellers) = (spans[outer], tellers.map { spans[$0] })
    let id = tellers.lazy.compactMap(\.callID).first
    let arguments =
      tellers.lazy.compactMap(\.arguments).first ?? id.flatMap { told.arguments[Spelling($0)] }
    let result =
      tellers.lazy.compactMap(\.result).first ?? id.flatMap { told.results[Spelling($0)] }
    let error = tellers.lazy.compactMap(\.error).first
    omissions.take(
      span, lacksArguments: arguments == nil, lacksResult: result == nil && error == nil)
    let handle = writer.call(
      tool, arguments: arguments, id: id, at: span.start,
      durationMilliseconds: span.durationMilliseconds, agent: agent(of: outer), from: span.source)
    writer.settle(handle, result: result, error: error)
  }

  /// The nearest span around it, or it itself, that names one.
  private mutating func agent(of index: Int) -> String? {
    var (way, next, found): ([Int], Int?, String?) = ([], index, nil)
    while let place = next {
      if let known = agents[place] {
        found = known
        break
      }
      // Spans may stand around each other.
      agents.updateValue(nil, forKey: place)
      way.append(place)
      found = spans[place].agent
      next = found == nil ? parents[place] : nil
    }
    for place in way { agents.updateValue(found, forKey: place) }
    return found
  }

  private mutating func converse(
    _ conversation: SpanConversation, _ moment: Moment, takesCalls: Bool,
    to writer: inout LogWriter
  ) {
    let messages = conversation.input + (moment.isEnd ? conversation.output : [])
    let utterances = messages.flatMap(\.utterances)
    let news = history.news(in: utterances.map(\.identity))
    let source = spans[moment.span].source
    for (utterance, isNew) in zip(utterances, news) where isNew {
      switch utterance {
      case .said("user", let text): writer.said(by: .user, text, at: source)
      case .said("assistant", let text): writer.said(by: .agent, text, at: source)
      case .said(_, let text): writer.note(text, at: source)
      case .call(let call) where takesCalls:
        writer.call(
          call.tool, arguments: call.arguments, id: call.id, at: moment.at,
          agent: agent(of: moment.span), from: source)
      case .result(let result) where takesCalls:
        writer.settle(
          id: result.id, tool: result.tool, result: result.json, isError: result.isError)
      case .call, .result: break
      }
    }
  }
}

/// What conversations say of calls by their ids.
private struct ToldContents {
  private(set) var arguments: [Spelling: JSON] = [:]
  private(set) var results: [Spelling: JSON] = [:]

  init(_ conversations: [SpanConversation?]) {
    for message in conversations.lazy.compactMap(\.self).flatMap({ $0.input + $0.output }) {
      for call in message.calls {
        if let id = call.id { arguments[Spelling(id)] = call.arguments }
      }
      for result in message.results {
        if let id = result.id { results[Spelling(id)] = result.json }
      }
    }
  }
}
