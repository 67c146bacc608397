import OrderedJSON

/// A value that picks go into, with what was found out about it on the way: each text is read and each
/// list is gone through once, however many picks seek in it. Lives as long as a rendering.
final class PickedValue {
  let value: JSON
  private let budget: SearchBudget
  private var read: PickedValue??
  private var lines: LabelledLines?
  private var bytes: [UInt8]?
  private var members: [Spelling: JSON]?
  private var insides: [Spelling: PickedValue] = [:]
  private var pieces: [Piece: PickedValue] = [:]
  private var places: [TextBounds: [Range<Int>]] = [:]
  private var elements: [[JSONPointer]: [[JSONMeaning]: [Int]]] = [:]

  init(_ value: JSON, _ budget: SearchBudget) { (self.value, self.budget) = (value, budget) }

  private enum Piece: Hashable {
    case line(Spelling, Int)
    case range(Range<Int>)
  }

  /// What it says as JSON; `nil`: it is no text, or no JSON.
  func asJSON() throws(ReferenceFault) -> PickedValue? {
    if let read { return read }
    guard let text = value.text else { return nil }
    try budget.take(text.utf8.count, times: Limits.searchedWeight.json)
    let json = (try? JSON(parsing: text)).map { PickedValue($0, budget) }
    read = .some(json)
    return json
  }

  /// The member or element of this name.
  func inside(_ name: String) throws(ReferenceFault) -> PickedValue? {
    let spelling = Spelling(name)
    if let known = insides[spelling] { return known }
    guard let found = try json(inside: spelling) else { return nil }
    let inside = PickedValue(found, budget)
    insides[spelling] = inside
    return inside
  }

  private func json(inside name: Spelling) throws(ReferenceFault) -> JSON? {
    guard let members = value.members else { return JSONPointer([name.text]).value(in: value) }
    if let known = self.members { return known[name] }
    try budget.take(members.count, times: Limits.searchedWeight.element)
    let index = Dictionary(members.map { (Spelling($0.key), $0.value) }) { $1 }
    self.members = index
    return index[name]
  }

  /// How many lines of a text have a label.
  func count(ofLinesLabelled label: String) throws(ReferenceFault) -> Int {
    guard let text = value.text else { return 0 }
    if lines == nil {
      try budget.take(text.utf8.count, times: Limits.searchedWeight.json)
      lines = LabelledLines(of: text)
    }
    return lines?.count(of: label) ?? 0
  }

  /// The value of one of them.
  func line(labelled label: String, _ number: Int) -> PickedValue {
    piece(.line(Spelling(label), number)) { lines?.value(of: label, number) ?? "" }
  }

  /// The places in a text between others.
  func ranges(between bounds: TextBounds) throws(ReferenceFault) -> [Range<Int>] {
    guard let text = value.text else { return [] }
    if let known = places[bounds] { return known }
    try budget.take(text.utf8.count, times: 2)
    let bytes = bytes ?? Array(text.utf8)
    self.bytes = bytes
    let found = bounds.ranges(in: bytes)
    places[bounds] = found
    return found
  }

  func part(_ range: Range<Int>) -> PickedValue {
    piece(.range(range)) { String(decoding: (bytes ?? [])[range], as: UTF8.self) }
  }

  private func piece(_ piece: Piece, _ text: () -> String) -> PickedValue {
    if let known = pieces[piece] { return known }
    let made = PickedValue(.string(text()), budget)
    pieces[piece] = made
    return made
  }

  /// The numbers of the elements of a list whose members mean this.
  func elements(
    where pointers: [JSONPointer], mean wanted: [JSONMeaning]
  ) throws(ReferenceFault) -> [Int] {
    guard let list = value.elements else { return [] }
    if let known = elements[pointers] { return known[wanted] ?? [] }
    var index: [[JSONMeaning]: [Int]] = [:]
    for (number, element) in list.enumerated() {
      try budget.take(pointers.count, times: Limits.searchedWeight.element)
      let values = pointers.compactMap { $0.value(in: element) }
      guard values.count == pointers.count else { continue }
      try budget.take(values.reduce(0) { $0 + ($1.byteCount(upTo: budget.left) ?? budget.left) })
      index[values.map(\.meaning), default: []].append(number)
    }
    elements[pointers] = index
    return index[wanted] ?? []
  }
}

/// How much the picks of one rendering may still look through.
final class SearchBudget {
  private(set) var left = Limits.searchedBytes

  func take(_ count: Int, times weight: Int = 1) throws(ReferenceFault) {
    let (cost, overflow) = count.multipliedReportingOverflow(by: weight)
    guard !overflow, cost <= left else { throw .tooLong }
    left -= cost
  }
}
