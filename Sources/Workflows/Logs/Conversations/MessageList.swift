import OrderedJSON
import Scheduling

/// Messages of one conversation, as they stand in a log, one after another.
struct MessageList {
  var messages: [Entry] = []
  /// When the last ones came, where the log tells it of them alone.
  var answeredAt: Instant?
  /// How many of the messages are the answer.
  var answerCount = 0
  /// Whether they are a request and its answer, so that the next one repeats them.
  var isExchange = false

  /// The conversations that entries are, or hold.
  static func all(in entries: [Entry]) -> [MessageList] {
    var (lists, loose) = ([MessageList](), MessageList())
    for entry in entries {
      let held = entry.heldLists
      guard !held.isEmpty else {
        loose.messages.append(entry)
        continue
      }
      if !loose.messages.isEmpty { lists.append(loose) }
      loose = MessageList()
      lists += held
    }
    if !loose.messages.isEmpty { lists.append(loose) }
    return lists
  }

  /// The first messages, by which a format is recognised.
  static func beginning(of entries: [Entry]) -> [JSON] {
    let lists = all(in: Array(entries.prefix(Limits.recognisedEntries)))
    return Array(lists.lazy.flatMap(\.messages).map(\.json).prefix(Limits.recognisedMessages))
  }
}

extension Entry {
  /// None where it is no wrapper of messages.
  fileprivate var heldLists: [MessageList] {
    guard json.members != nil, json["role"] == nil, !json.isItem else { return [] }
    // Inspect has a conversation for each sample.
    if let samples = member("samples"), samples.json.elements != nil {
      return Entry.list(samples.json, at: samples.source).compactMap(\.heldList)
    }
    return heldList.map { [$0] } ?? []
  }

  private var heldList: MessageList? {
    // What is streamed while an answer is made.
    if json["type"]?.text?.utf8.starts(with: "response.output_item.".utf8) == true {
      let isDone = json["type"] == "response.output_item.done"
      let items = isDone ? [member("item")].compactMap(\.self) : []
      return MessageList(messages: items, answerCount: items.count, isExchange: true)
    }
    let request = first(of: ["request", "request_body", "input", "inputs"], where: \.isObject)
    let response = first(of: ["response", "response_body", "output", "outputs"], where: \.isObject)
    let sent = (request?.body ?? self).sent
    let answer = (response?.body ?? self).answer
    guard sent != nil || answer != nil else { return nil }
    return MessageList(
      messages: (sent ?? []) + (answer ?? []),
      answeredAt: response?.body.json.loggedTime ?? json.loggedTime,
      answerCount: answer?.count ?? 0, isExchange: answer != nil)
  }

  private func first(of names: [String], where fits: (JSON) -> Bool) -> Entry? {
    for name in names {
      if let entry = member(name), fits(entry.json) { return entry }
    }
    return nil
  }

  /// What a recorder of requests wraps.
  private var body: Entry {
    first(of: ["parsed_body", "body", "json"], where: \.isObject) ?? self
  }

  /// The messages that a model was given.
  private var sent: [Entry]? {
    let list = first(of: ["messages", "traj", "trajectory"], where: \.isListOfObjects)
    let input = member("input")
    guard let messages = list ?? input.flatMap({ $0.json.isListOfObjects ? $0 : nil }) else {
      // A text alone is what the user says.
      guard let words = input?.json.text, json["model"] != nil else { return nil }
      let message: JSON = ["role": "user", "content": .string(words)]
      return [Entry(json: message, source: source.appending("input"))]
    }
    return systemPrompt + Entry.list(messages.json, at: messages.source)
  }

  /// What stands beside the messages, and is one of them.
  private var systemPrompt: [Entry] {
    ["system", "instructions"].compactMap { name in
      guard let content = json[name]?.unlessNull, !content.words.isEmpty else { return nil }
      return Entry(
        json: ["role": "system", "content": .string(content.words)], source: source.appending(name))
    }
  }

  /// The messages that a model gave.
  private var answer: [Entry]? {
    if let choices = json["choices"]?.elements {
      guard choices.first?["message"] != nil else { return [] }
      return [member("choices")].compactMap { $0 }.compactMap {
        Entry.list($0.json, at: $0.source).first?.member("message")
      }
    }
    if let output = member("output"), output.json.elements != nil {
      return Entry.list(output.json, at: output.source)
    }
    if json["role"] != nil { return [self] }
    return member("message").flatMap { $0.json["role"] == nil || json["done"] == nil ? nil : [$0] }
  }
}

extension JSON {
  /// Whether it says itself that it is an item of a response, whatever its output looks like.
  fileprivate var isItem: Bool {
    guard let type = self["type"]?.text else { return false }
    return type.hasSuffix("_call") || type.hasSuffix("_call_output")
  }

  fileprivate var isObject: Bool { members != nil }
  /// Also an empty one.
  fileprivate var isListOfObjects: Bool {
    elements?.first.map { $0.members != nil } ?? (self == [])
  }
}
