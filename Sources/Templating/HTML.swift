/// Markup that is safe already and goes out as it is.
package struct HTML: Sendable, Hashable {
  /// The markup.
  package let text: String

  /// Trusts the caller: whatever `text` holds becomes part of the page.
  package init(trusted text: String) {
    self.text = text
  }

  /// The markup that shows `text` as it reads, in content and in quoted attributes alike.
  package static func escaped(_ text: String) -> HTML {
    var output = Output()
    output.append(escaping: text)
    return HTML(trusted: output.withBytes { String(decoding: $0, as: UTF8.self) })
  }
}
