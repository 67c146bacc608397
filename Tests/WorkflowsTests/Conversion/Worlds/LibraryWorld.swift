import OrderedJSON
import TestSupport

/// Books, loans and readers: lists of several of which the first is taken, or the one by a name.
enum LibraryWorld {
  static func lend(_ s: inout Script) {
    let title = s.dice.pick(["The Salt Road", "A Field of Larks", "Nine Winters", "Paper Boats"])
    let reader = s.somePeople(1)[0]
    s.said("Lend \"\(title)\" to \(reader) for two weeks.")
    let copies: [JSON] = (0..<3).map { _ in
      [
        "copy_id": s.id("cp"), "title": .string(title), "shelf": "B2", "available": true,
        "printed": .string(s.factDay()),
      ]
    }
    let books = s.call(
      "search_catalog", [("title", .named(.string(title))), ("page", .literal(1))],
      gives: ["copies": .array(copies), "next_page": .null])
    let card = s.id("rd")
    let readers = s.call(
      "get_reader", [("name", .named(.string(reader)))],
      gives: ["reader": ["card": card, "name": .string(reader), "since": .string(s.factDay())]])
    let loan = s.id("ln")
    let made = s.call(
      "create_loan",
      [
        ("copy_id", .from(books, copies[0]["copy_id"] ?? .null)), ("card", .from(readers, card)),
        ("due", s.day { Script.iso($0 + 14) }),
      ],
      gives: ["loan_id": loan, "due": .string(Script.iso(s.today + 14))])
    s.call(
      "print_slip", [("loan", .from(made, loan)), ("copies", .literal(3))], gives: ["printed": true]
    )
  }
}
