import Foundation
import Testing

/// What of SQL only SQLite understands: each a pattern, an example, and whether it stays forbidden where
/// the words of SQLite's dialect have been put in.
struct Dialectal: Sendable, CustomTestStringConvertible {
  let pattern: String
  let example: String
  let isAWord: Bool

  private init(_ pattern: String, _ example: String, isAWord: Bool = false) {
    (self.pattern, self.example, self.isAWord) = (pattern, example, isAWord)
  }

  var testDescription: String { example }

  func isIn(_ sql: String) -> Bool { sql.range(of: pattern, options: .regularExpression) != nil }

  /// One pair of parentheses, with two more inside.
  private static let group = #"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"#

  static let all = [
    Dialectal(#"(?i)rowid\b"#, "SELECT rowid FROM t"),
    Dialectal(#"(?i)rowid\b"#, "VALUES (last_insert_rowid(), ?)"),
    Dialectal(#"\bINDEXED BY\b"#, "FROM t INDEXED BY i", isAWord: true),
    Dialectal(
      #"(?:AND|OR|WHERE|BY|ON|NOT|[(,=<>])\s*\+\w"#, "WHERE a = ? AND +b = ?", isAWord: true),
    Dialectal(#"coalesce\(\s*\?"#, "SET name = coalesce(?, name)"),
    Dialectal(#"coalesce\(\s*\?"#, "user_id = coalesce(?1, user_id)"),
    Dialectal(#"\b(?:INSERT|UPDATE) OR\b|\bREPLACE INTO\b"#, "INSERT OR REPLACE INTO t"),
    Dialectal(#"ON CONFLICT\s+DO\b"#, "ON CONFLICT DO NOTHING"),
    Dialectal(#"json_|->"#, "IN (SELECT value FROM json_each(?))", isAWord: true),
    Dialectal(#"json_|->"#, "SELECT days ->> 'x'", isAWord: true),
    Dialectal(
      #"\bIS (?!(?:NOT )?(?:NULL\b|DISTINCT FROM\b))"#, "WHERE version IS ?"),
    Dialectal(
      #"\bIS (?!(?:NOT )?(?:NULL\b|DISTINCT FROM\b))"#, "WHERE outcome IS NOT 'failed'"),
    Dialectal(
      #"\b(?:max|min)\((?:[^(),]|"# + group + #")*,"#, "SET until = max(since, ?1)",
      isAWord: true),
    Dialectal(
      #"\b(?:max|min)\((?:[^(),]|"# + group + #")*,"#, "SET a = min(coalesce(a, 0), ?)",
      isAWord: true),
    Dialectal(
      #"\b(?:iif|ifnull|instr|typeof|hex|char|printf|group_concat|unixepoch|strftime|datetime)\("#,
      "SET a = iif(b, 1, 2)"),
    Dialectal(#"\bLIMIT -"#, "LIMIT -1 OFFSET 5"),
    Dialectal(#"\b(?:PRAGMA|GLOB)\b|=="#, "WHERE a GLOB 'x*'"),
    Dialectal(#"FROM "# + group + #"(?!\s+AS\b)"#, "SELECT a FROM (SELECT a FROM t)"),
    Dialectal(
      #"(?:AND|OR|WHERE|NOT) (?:is_\w+|late|manual)\s*(?!\s*[=<>])(?:$|AND|OR|\))"#,
      "WHERE until > ? AND is_ended"),
  ]
}

/// The texts between quotes of a Swift source, each alone; what is put into one is `x`.
struct Literals {
  private var rest: ArraySlice<Character>
  private(set) var all: [String] = []

  init(of source: String) {
    rest = Array(source)[...]
    readCode(isInside: false)
  }

  /// - Parameter isInside: whether it ends at a parenthesis that it did not open.
  private mutating func readCode(isInside: Bool) {
    var depth = 0
    while let character = rest.first {
      if rest.starts(with: "//") {
        rest = rest.drop { $0 != "\n" }
      } else if character == "\"" {
        readLiteral(rest.starts(with: "\"\"\"") ? "\"\"\"" : "\"")
      } else {
        rest.removeFirst()
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if isInside, depth < 0 { return }
      }
    }
  }

  private mutating func readLiteral(_ delimiter: String) {
    var text = ""
    rest.removeFirst(delimiter.count)
    while let character = rest.first, !rest.starts(with: delimiter) {
      if rest.starts(with: "\\(") {
        rest.removeFirst(2)
        readCode(isInside: true)
        text += "x"
      } else {
        rest.removeFirst(character == "\\" ? min(2, rest.count) : 1)
        text.append(character)
      }
    }
    rest.removeFirst(min(delimiter.count, rest.count))
    all.append(text)
  }
}
