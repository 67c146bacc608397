package import OrderedJSON

/// What the references of a template lead to, as far as it has to be fetched before it is rendered.
package struct ReferredValues: Sendable {
  /// The ids of the steps whose results they read.
  package private(set) var results: Set<String> = []
  /// The ids of the steps in loops whose results they read as a list.
  package private(set) var lists: Set<String> = []
  /// The names of the trace's secrets.
  package private(set) var secrets: Set<String> = []
  /// Whether they read what is known of the run, or dates are computed from it.
  package private(set) var readsRun = false
  /// Whether there is any.
  package private(set) var isEmpty = true

  package init(of template: JSON...) { for json in template { add(json) } }

  private mutating func add(_ json: JSON) {
    switch json {
    case .array(let elements): for element in elements { add(element) }
    case .object(let members):
      for member in members {
        switch member.key {
        case "$ref": addReference(member.value.text ?? "")
        case "$date": (readsRun, isEmpty) = (true, false)
        default: isEmpty = isEmpty && (!member.key.hasPrefix("$") || member.key.hasPrefix("$$"))
        }
        add(member.value)
      }
    default: break
    }
  }

  private mutating func addReference(_ text: String) {
    isEmpty = false
    guard let tokens = try? JSONPointer(relative: text).tokens else { return }
    switch (tokens.first, tokens.dropFirst().first, tokens.dropFirst(2).first) {
    case ("steps", let id?, "result"): results.insert(id)
    case ("steps", let id?, "results"): lists.insert(id)
    case ("secrets", let name?, _): secrets.insert(name)
    case ("run", _, _): readsRun = true
    default: break
    }
  }
}
