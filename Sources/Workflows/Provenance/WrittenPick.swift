import OrderedJSON

/// How a value is picked out of what a reference finds.
struct WrittenPick {
  private var members: [JSON.Member] = []

  init() {}

  init(where sibling: (key: String, value: JSON, words: String), then pointer: JSONPointer) {
    members = [
      JSON.Member(
        "where",
        .object([JSON.Member(JSONPointer([sibling.key]).description, sibling.value)])),
      JSON.Member("then", .string(pointer.description)),
    ]
  }

  init(json pointer: JSONPointer) { members = [JSON.Member("json", .string(pointer.description))] }

  init(label: String, nth: Int?, then: JSONPointer?) {
    members = [JSON.Member("label", .string(label))] + WrittenPick.rest(nth, then)
  }

  init(after: String, before: String, nth: Int?, then: JSONPointer?) {
    members =
      [("after", after), ("before", before)].filter { !$1.isEmpty }
      .map { JSON.Member($0, .string($1)) } + WrittenPick.rest(nth, then)
  }

  private static func rest(_ nth: Int?, _ then: JSONPointer?) -> [JSON.Member] {
    (nth.map { [JSON.Member("nth", JSON($0))] } ?? [])
      + (then.map { [JSON.Member("then", .string($0.description))] } ?? [])
  }

  var isEmpty: Bool { members.isEmpty }

  func reference(to pointer: JSONPointer) -> JSON {
    let reference = JSON.Member("$ref", .string(pointer.relative))
    return .object(isEmpty ? [reference] : [reference, JSON.Member("pick", .object(members))])
  }
}
