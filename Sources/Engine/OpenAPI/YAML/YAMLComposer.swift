package import OrderedJSON

extension JSON {
  /// Reads one YAML document (YAML 1.2.2) whose values are those of JSON: names are texts as they are
  /// written, in their order, numbers stay as they are written, and `<<` takes members over.
  /// - Throws: `YAMLFault` for what is no YAML, or several documents, a tag that JSON has no value for,
  ///   a name that stands twice; for more than `Limits.yamlNodes` once aliases are written out, more
  ///   than `Limits.openAPIBytes` of texts in them, and more than `Limits.depth` levels.
  package init(yaml text: String) throws(YAMLFault) {
    var text = text
    let result: Result<JSON, YAMLFault> = text.withUTF8 { bytes in
      do throws(YAMLFault) {
        var composer = YAMLComposer(try YAMLEvents(bytes))
        return .success(try composer.document())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

/// Puts a value together from the parts of a text, and stops at the first that is too much.
private struct YAMLComposer {
  private let events: YAMLEvents
  private var anchors: [String: Anchor] = [:]
  /// What was read so far, aliases written out.
  private var size = Size()

  init(_ events: YAMLEvents) { self.events = events }

  mutating func document() throws(YAMLFault) -> JSON {
    let first = try events.next()
    guard case .documentStart = first.kind else {
      throw first.mark.fault("the text is empty; an object would be right")
    }
    let value = try node(try events.next(), depth: 0).json
    _ = try events.next()
    let last = try events.next()
    guard case .streamEnd = last.kind else {
      throw last.mark.fault("another document begins here; there must be one alone")
    }
    return value
  }

  /// - Parameter depth: of lists and objects around it.
  private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLFault) -> Node {
    switch event.kind {
    case .alias(let name):
      let anchor = try anchor(name, at: event.mark)
      try count(anchor.size, at: event.mark)
      try checkDepth(depth + anchor.node.height, at: event.mark)
      return anchor.node
    case .scalar(let scalar, let name):
      let own = Size(nodes: 1, bytes: scalar.text.utf8.count)
      try count(own, at: event.mark)
      guard let json = scalar.json else {
        throw event.mark.fault(
          "the tag \(scalar.tag?.shownTag ?? "") does not go with this value in JSON")
      }
      let node = Node(json: json, height: 0, name: scalar.text)
      if let name { anchors[name] = Anchor(node: node, size: own) }
      return node
    case .sequenceStart(let tag, let name):
      try check(tag, YAMLTag.list, at: event.mark)
      return try collection(name, event.mark, depth) { composer throws(YAMLFault) in
        try composer.list(depth: depth + 1)
      }
    case .mappingStart(let tag, let name):
      try check(tag, YAMLTag.object, at: event.mark)
      return try collection(name, event.mark, depth) { composer throws(YAMLFault) in
        try composer.object(depth: depth + 1)
      }
    case .documentStart, .documentEnd, .streamEnd, .end:
      throw event.mark.fault("a value should stand here")
    }
  }

  /// - Parameter read: its parts, and the height of the highest of them.
  private mutating func collection(
    _ name: String?, _ mark: YAMLMark, _ depth: Int,
    _ read: (inout YAMLComposer) throws(YAMLFault) -> (JSON, Int)
  ) throws(YAMLFault) -> Node {
    try checkDepth(depth + 1, at: mark)
    let before = size
    try count(Size(nodes: 1, bytes: 0), at: mark)
    if let name { anchors[name] = nil }
    let (json, height) = try read(&self)
    let node = Node(json: json, height: height + 1, name: nil)
    if let name {
      anchors[name] = Anchor(
        node: node,
        size: Size(nodes: size.nodes - before.nodes, bytes: size.bytes - before.bytes))
    }
    return node
  }

  private mutating func list(depth: Int) throws(YAMLFault) -> (JSON, Int) {
    var (elements, height): ([JSON], Int) = ([], 0)
    while true {
      let event = try events.next()
      if case .end = event.kind { return (.array(elements), height) }
      let element = try node(event, depth: depth)
      elements.append(element.json)
      height = max(height, element.height)
    }
  }

  private mutating func object(depth: Int) throws(YAMLFault) -> (JSON, Int) {
    var (members, height): ([JSON.Member], Int) = ([], 0)
    var names: Set<Spelling> = []
    var merged: [JSON.Member] = []
    while true {
      let event = try events.next()
      if case .end = event.kind { break }
      let name = try node(event, depth: depth).name
      let value = try node(try events.next(), depth: depth)
      height = max(height, value.height)
      if case .scalar(let scalar, _) = event.kind, scalar.isMerge {
        merged += try taken(from: value.json, at: event.mark)
        continue
      }
      guard let name else {
        throw event.mark.fault("the name of a member must be a text, not a list or an object")
      }
      guard names.insert(Spelling(name)).inserted else {
        throw event.mark.fault(
          "the name \(name.inOneLine(Limits.quotedCharacters)) stands here for the second time")
      }
      members.append(JSON.Member(name, value.json))
    }
    for member in merged where names.insert(Spelling(member.key)).inserted {
      members.append(member)
    }
    return (.object(members), height)
  }

  /// The members beside a `<<`, which come behind an object's own.
  private func taken(
    from value: JSON, at mark: YAMLMark
  ) throws(YAMLFault) -> [JSON.Member] {
    var members: [JSON.Member] = []
    for object in value.elements ?? [value] {
      guard let others = object.members else {
        throw mark.fault("<< must be followed by an object, or a list of objects")
      }
      members += others
    }
    return members
  }
}

extension YAMLComposer {
  private struct Node {
    let json: JSON
    /// Lists and objects inside one another.
    let height: Int
    /// As it is written; `nil` for what has parts.
    let name: String?
  }

  private struct Anchor {
    let node: Node
    let size: Size
  }

  private struct Size {
    var nodes = 0
    var bytes = 0
  }

  private func anchor(_ name: String, at mark: YAMLMark) throws(YAMLFault) -> Anchor {
    guard let anchor = anchors[name] else {
      throw mark.fault(
        "the alias *\(name.inOneLine(Limits.quotedCharacters)) names nothing that ends before it")
    }
    return anchor
  }

  private mutating func count(_ more: Size, at mark: YAMLMark) throws(YAMLFault) {
    size.nodes += more.nodes
    size.bytes += more.bytes
    guard size.nodes <= Limits.yamlNodes else {
      throw mark.fault(
        "more than \(Limits.yamlNodes) names and values in all, with aliases written out; in JSON "
          + "there may be more")
    }
    guard size.bytes <= Limits.openAPIBytes else {
      throw mark.fault("more than \(Limits.openAPIBytes) bytes in all, with aliases written out")
    }
  }

  private func checkDepth(_ depth: Int, at mark: YAMLMark) throws(YAMLFault) {
    guard depth <= Limits.depth else {
      throw mark.fault(YAMLFault.tooDeep)
    }
  }

  private func check(
    _ tag: String?, _ expected: String, at mark: YAMLMark
  ) throws(YAMLFault) {
    guard let tag, tag != "!", tag != expected else { return }
    throw mark.fault("the tag \(tag.shownTag) does not go with this value in JSON")
  }
}

extension String {
  /// As it is mostly written, and no longer than fits into a sentence.
  fileprivate var shownTag: String {
    let core = "tag:yaml.org,2002:"
    return (hasPrefix(core) ? "!!" + dropFirst(core.count) : self)
      .inOneLine(Limits.quotedCharacters)
  }
}
