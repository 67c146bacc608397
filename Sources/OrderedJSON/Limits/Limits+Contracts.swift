// What versions rely on of their tools.
extension Limits {
  /// Bytes of a tool's schema that are kept beside a version, and of all of one version: so that it can be
  /// said what became other. Few tools have more than some thousand.
  package static let contractBytes = (each: 64 << 10, all: 1 << 20)
  /// Deployments and bindings of one person whose tools are asked for at a time, and those that wait for
  /// it; and versions that are looked through for one binding. Of the others the first run asks.
  package static let contractsAsked = (atOnce: 2, waiting: 8, versions: 20)
}
