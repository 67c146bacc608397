import OrderedJSON

/// What a trace is called that was given no name: after what its steps do. `send_gmail to 3 people,
/// append_row twice`
package struct DefaultName: Sendable {
  /// At most `Limits.defaultNameCharacters` characters, in one line.
  package let text: String

  package init(of log: Log) {
    let calls = Calls.grouped(log.calls)
    guard !calls.isEmpty else {
      text = DefaultName.withoutStep(entryCount: log.entries.count)
      return
    }
    var shown: [String] = []
    var room = Limits.defaultNameCharacters - DefaultName.more(calls.count).unicodeScalars.count
    for call in calls {
      room -= call.words.unicodeScalars.count + 2
      guard shown.isEmpty || room >= 0 else { break }
      shown.append(call.words)
    }
    let left = calls.count - shown.count
    text = shown.joined(separator: ", ") + (left > 0 ? DefaultName.more(left) : "")
  }

  /// Until its entries are read: by how many of them are steps.
  package init(entryCount: Int, stepCount: Int) {
    text =
      switch stepCount {
      case 0: DefaultName.withoutStep(entryCount: entryCount)
      case 1: "1 tool call"
      default: "\(stepCount) tool calls"
      }
  }

  private static func withoutStep(entryCount: Int) -> String {
    entryCount == 0 ? "Empty trace" : "Trace without a tool call"
  }

  private static func more(_ count: Int) -> String { " and \(count) more" }
}

/// The calls of one tool.
private struct Calls {
  let tool: String
  var count = 0
  var recipients: Set<Substring> = []

  /// In the order of their first calls.
  static func grouped(_ calls: [LoggedCall]) -> [Calls] {
    var places: [String: Int] = [:]
    var groups: [Calls] = []
    for call in calls {
      let place = places[call.tool] ?? groups.count
      if place == groups.count {
        places[call.tool] = place
        groups.append(Calls(tool: call.tool))
      }
      groups[place].add(call)
    }
    return groups
  }

  private mutating func add(_ call: LoggedCall) {
    count += 1
    guard recipients.count <= Limits.countedRecipients else { return }
    recipients.formUnion(Calls.recipients(in: call.params))
  }

  /// `send_gmail to 3 people`, `append_row twice`
  var words: String {
    let name = tool.inOneLine(Limits.defaultNamePartCharacters)
    var words = name.isSeen ? name : "a tool without a name"
    switch recipients.count {
    case 0: break
    case 1: words += " to " + (recipients.first ?? "").inOneLine(Limits.defaultNamePartCharacters)
    case ...Limits.countedRecipients: words += " to \(recipients.count) people"
    default: words += " to over \(Limits.countedRecipients) people"
    }
    guard count > max(recipients.count, 1) else { return words }
    return words + (count == 2 ? " twice" : " \(count) times")
  }

  /// The addresses that a call goes to, each once, however it is written.
  private static func recipients(in params: JSON) -> [Substring] {
    ["to", "recipient", "recipients"].flatMap { key -> [Substring] in
      let value = params[key]
      let texts = value?.elements ?? [value].compactMap(\.self)
      return texts.prefix(Limits.countedRecipients + 1).flatMap { value in
        (value.text ?? "").excerpt(Limits.readRecipients).lowercased().writtenRecipients
          .filter { $0.contains("@") }.map(Calls.address)
      }
    }
  }

  /// `ann@example.com` of `Ann <ann@example.com>`
  private static func address(_ text: String) -> Substring {
    let address = text.split(separator: "<").last?.prefix { $0 != ">" } ?? text[...]
    return Substring(address.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}
