import Synchronization

/// All templates of a folder, compiled and bound to the pages that they show.
package final class Templates: Sendable {
  private let folder: TemplateFolder
  private let types: [any Page.Type]
  private let start: PageSet
  /// Whether each rendering reads the folder again, for development.
  package let reloads: Bool
  private let latest: Mutex<Reading>

  /// What the folder held when it was read last.
  private struct Reading {
    var sources: [String: String]
    var pages: Result<PageSet, TemplateFaults>
  }

  /// Reads and compiles every `.mustache` file below the folder, and binds each page to its
  /// template: every name in it, in what it includes and in the blocks, is checked against the
  /// fields in scope there.
  /// - Parameter reloads: Whether each rendering reads the folder again, so that a changed
  ///   template shows without a restart. For development: it costs a reading of all templates.
  /// - Throws: `TemplateFaults` with all faults of all templates; a template that nothing uses
  ///   is one too.
  package init(folder: String, pages: [any Page.Type], reloads: Bool) throws(TemplateFaults) {
    self.folder = TemplateFolder(path: folder)
    types = pages
    let sources = try self.folder.read()
    start = try PageSet(sources, pages: pages)
    self.reloads = reloads
    latest = Mutex(Reading(sources: sources, pages: .success(start)))
  }

  /// The page as UTF-8.
  /// - Throws: As `render(_:into:)`.
  package func render(_ page: some Page) throws -> [UInt8] {
    var output: [UInt8] = []
    try render(page, into: &output)
    return output
  }

  /// Appends the page as UTF-8; nothing, where it throws.
  /// - Throws: `RenderFault` where the page's data nest too deep; `TemplateFaults` where the page
  ///   is not one of those bound, or its template was changed and is broken now.
  package func render<P: Page>(_ page: P, into output: inout [UInt8]) throws {
    try current().bound(P.self).render(page, into: &output)
  }

  private func current() throws(TemplateFaults) -> PageSet {
    guard reloads else { return start }
    let sources = try folder.read()
    return try latest.withLock { latest throws(TemplateFaults) in
      if latest.sources != sources {
        let pages = Result { () throws(TemplateFaults) in try PageSet(sources, pages: types) }
        latest = Reading(sources: sources, pages: pages)
      }
      return try latest.pages.get()
    }
  }
}
