import OrderedJSON

/// A list in a result.
struct RecordedList: Sendable {
  /// The number of the call.
  let call: Int
  /// In what its result holds, to a value of JSON.
  let way: [String]
  /// In JSON that is written in the text there; `nil`: the list stands there itself.
  let inner: [String]?
  let elements: [JSON]
  /// Whether no other list is on the way.
  let isSteady: Bool
  /// In a sentence.
  let words: String

  /// As a template has it.
  func reference(in recorded: Recorded) -> JSON {
    let step = recorded.calls[call].step.id
    let pointer = JSONPointer(["steps", step, "result"] + way).relative
    guard let inner else { return ["$ref": .string(pointer)] }
    return [
      "$ref": .string(pointer), "pick": ["json": .string(JSONPointer(inner).description)],
    ]
  }
}

/// The lists of results that repeated calls may have gone through. What was looked up is kept, so that
/// many short runs over one long list do not read it again.
struct RecordedLists {
  private let recorded: Recorded
  private var columns: [ColumnPlace: Column] = [:]

  init(_ recorded: Recorded) { self.recorded = recorded }

  private struct ColumnPlace: Hashable {
    let call: Int
    let way: [String]
    let inner: [String]?
    /// From each element on.
    let rest: [String]
  }

  /// What stands at one place in each element of a list.
  struct Column {
    let list: RecordedList
    /// By text, in which elements, in order.
    fileprivate let indices: [Spelling: [Int]]

    /// Of each value the element, one after the other; `nil`: they are not in the list's order.
    func indices(of place: VaryingPlace) -> [Int]? {
      var (found, next): ([Int], Int) = ([], 0)
      for value in place.values {
        guard let all = indices[Spelling(value.text)],
          let index = all.first(atLeast: next)
        else { return nil }
        found.append(index)
        next = index + 1
      }
      return found
    }
  }

  /// Those in which the first value stands, of results that were there before.
  mutating func lists(
    of place: VaryingPlace, before times: ArraySlice<[RecordedCall]>
  ) -> [Column] {
    guard let start = times.first?.first?.number, let first = place.values.first,
      case .result(let places, _) = recorded.values.origin(of: first)
    else { return [] }
    var found: [Column] = []
    for place in places where place.call < start {
      let (way, inner): ([String], [String]?) =
        switch place.form {
        case .whole: (place.way, nil)
        case .decoded(let inner): (place.way, inner)
        case .labelled, .part: ([], nil)
        }
      let tokens = inner ?? way
      for depth in tokens.indices.reversed() where Int(tokens[depth]) != nil {
        let list = Array(tokens[..<depth])
        let place = ColumnPlace(
          call: place.call, way: inner == nil ? list : way, inner: inner == nil ? nil : list,
          rest: Array(tokens[(depth + 1)...]))
        if let column = columns[place] ?? column(place) {
          columns[place] = column
          found.append(column)
        }
      }
    }
    return found
  }

  private func column(_ place: ColumnPlace) -> Column? {
    guard let root = recorded.calls[place.call].call.result?.read,
      var list = JSONPointer(place.way).value(in: root)
    else { return nil }
    if let inner = place.inner {
      guard let decoded = list.text.flatMap(JSON.init(inText:)),
        let value = JSONPointer(inner).value(in: decoded)
      else { return nil }
      list = value
    }
    guard let elements = list.elements, elements.count >= Limits.loopTimes else { return nil }
    var indices: [Spelling: [Int]] = [:]
    let rest = JSONPointer(place.rest)
    for (index, element) in elements.enumerated() {
      guard let text = rest.value(in: element)?.scalarText else { continue }
      indices[Spelling(text), default: []].append(index)
    }
    let tokens = place.inner ?? place.way
    let name = tokens.last.map { "\($0.quoted) in " } ?? ""
    let tool = recorded.calls[place.call].step.tool.inOneLine(Limits.quotedNameBytes)
    return Column(
      list: RecordedList(
        call: place.call, way: place.way, inner: place.inner, elements: elements,
        isSteady: !(place.way + (place.inner ?? [])).contains { name in
          Int(name) != nil || name.utf8.count(where: \.isDigit) >= Limits.digitsOfIDs
        },
        words: "\(name)the result of \(tool)"),
      indices: indices)
  }
}

extension [Int] {
  /// Of numbers in order the first that is no smaller.
  fileprivate func first(atLeast least: Int) -> Int? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < least { low = middle + 1 } else { high = middle }
    }
    return low < endIndex ? self[low] : nil
  }
}
