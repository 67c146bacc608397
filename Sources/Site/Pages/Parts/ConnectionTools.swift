import OrderedJSON

/// The tools whose bindings go through a connection, as far as a page names them.
struct ConnectionTools {
  let shown: [String]
  let more: Int

  init(_ names: [String], most: Int = Limits.namedTools) {
    shown = names.prefix(most).map(\.listed)
    more = names.count - shown.count
  }
}
