import Automations
import OrderedJSON

extension Shape {
  /// `{"success": true, "<name>": […], "count": …, "total": …, "next": …}`: a page of a list, how many
  /// rows it has and the whole list has, and the cursor behind them where it goes on. It ends before
  /// `Limits.listAnswerBytes`, unless its one row is longer.
  static func listing<Element>(
    _ name: String, of element: Shape<Element>
  ) -> Shape where Value == Listing<Element> {
    let schema = Schema.object([
      ("success", Shape<Bool>.yes.schema, true), (name, .list(of: element.schema), true),
      ("count", Shape<Int>.count.schema, true), ("total", Shape<Int>.count.schema, true),
      ("next", Schema.text.orNull, true),
    ])
    return Shape(schema) { listing, output in
      output += #"{"success":true,"\#(name)":["#.utf8
      var end = listing.end(after: 0)
      for (index, row) in listing.elements.enumerated() {
        let start = output.count
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.write(row, &output)
        let longerEnd = listing.end(after: index + 1)
        if index > 0, output.count + longerEnd.count > Limits.listAnswerBytes {
          output.removeLast(output.count - start)
          break
        }
        end = longerEnd
      }
      output += end
    }
  }
}

extension Listing {
  /// What stands behind so many rows in an answer.
  fileprivate func end(after count: Int) -> [UInt8] {
    let isAll = count == elements.count && !goesOn
    let next = isAll ? nil : cursors.dropFirst(max(count - 1, 0)).first
    let members: JSON = ["count": JSON(count), "total": JSON(total), "next": JSON(next?.text)]
    return Array("],".utf8) + members.bytes.dropFirst()
  }
}

extension RequestField where Value == Int? {
  static var limit: RequestField { .optional("limit", .integer(Window.limits)) }
  static var offset: RequestField { .optional("offset", .integer(0...Int(Int32.max))) }
}

extension RequestField where Value == ListCursor? {
  /// A place in a list that is in the order of texts.
  static var cursor: RequestField { cursor { _ in true } }
  /// A place in a list that is in the order of instants.
  static var cursorOfInstants: RequestField { cursor { Int64($0.key) != nil } }

  private static func cursor(fits: @escaping @Sendable (ListCursor) -> Bool) -> RequestField {
    .optional(
      "cursor",
      FieldKind(.text, "a cursor") { json, path, faults in
        if let cursor = json.text.flatMap(ListCursor.init), fits(cursor) { return cursor }
        faults.append(
          Fault(path, "must be what an answer of this list gave as \"next\", to the letter"))
        return nil
      })
  }
}

extension Window {
  /// As the query gave it, else from the newest on.
  init(_ limit: Int?, _ offset: Int?, _ cursor: ListCursor?) throws(Refusal) {
    if cursor != nil, let offset, offset > 0 {
      throw .invalid([Fault(["offset"], "must not be given beside a cursor")])
    }
    self.init(limit: limit ?? Window.defaultLimit, offset: offset ?? 0, after: cursor)
  }
}

extension Input where Value == Window {
  /// Of a list in the order of instants.
  static var window: Input {
    .query(.limit, .offset, .cursorOfInstants) { limit, offset, cursor throws(Refusal) in
      try Window(limit, offset, cursor)
    }
  }
}
