import OrderedJSON

/// Which names are likely to mean the same: offered, for a person to look at.
enum ParameterMatch {
  /// What one of the names is that means what another does; `nil`: none is, or several are.
  static func match(for name: String, among names: [String]) -> String? {
    if let same = names.first(where: { $0.utf8.elementsEqual(name.utf8) }) { return same }
    let wanted = plain(name)
    if let alike = only(names.filter { plain($0) == wanted }) { return alike }
    guard let group = group(of: wanted) else { return nil }
    return only(names.filter { self.group(of: plain($0)) == group })
  }

  /// The one of some tools that a call of that name is likely to mean; `nil`: none is.
  static func tool(for name: String, among names: [String]) -> String? {
    if let same = names.first(where: { $0.utf8.elementsEqual(name.utf8) }) { return same }
    return only(names.filter { plain($0) == plain(name) }) ?? only(names)
  }

  private static func only(_ names: [String]) -> String? { names.count == 1 ? names.first : nil }

  /// `toEmail`, `to_email` and `to-email` are one.
  private static func plain(_ name: String) -> String {
    guard name.utf8.count <= Limits.toolNameBytes else { return name }
    return String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func group(of plain: String) -> Int? {
    groups.firstIndex { $0.contains(plain) }
  }

  /// What agents and servers call the same things.
  private static let groups: [Set<String>] = [
    ["to", "recipient", "recipients", "email", "toemail", "emailaddress", "address", "sendto"],
    ["from", "sender", "fromemail"],
    ["subject", "title", "headline"],
    ["body", "message", "content", "text", "msg"],
    ["html", "htmlbody", "bodyhtml"],
    ["channel", "channelid", "channelname", "room"],
    ["url", "uri", "link", "href", "address"],
    ["query", "q", "search", "searchquery", "term", "keywords"],
    ["file", "filename", "filepath", "path"],
    ["values", "row", "rows", "data"],
    ["spreadsheet", "spreadsheetid", "spreadsheetname"],
    ["sheet", "sheetname", "worksheet", "tab"],
    ["limit", "count", "max", "maxresults", "pagesize"],
    ["id", "identifier", "uid"],
    ["name", "fullname", "displayname"],
  ]
}
