/// Why a page that was bound without a fault did not render.
package enum RenderFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Sections and templates stood inside one another deeper than `Depth.limit`: the page's data
  /// are a deeper tree than a page can show.
  case tooDeep(template: String)

  package var description: String {
    switch self {
    case .tooDeep(let template):
      """
      \(template): sections and templates nest deeper than \(Depth.limit) levels in this page's \
      data; show fewer levels of the tree.
      """
    }
  }
}

/// How deep sections and templates may stand inside one another, written or rendered. It bounds
/// the stack of whoever parses, binds and renders.
enum Depth {
  static let limit = 100
}
