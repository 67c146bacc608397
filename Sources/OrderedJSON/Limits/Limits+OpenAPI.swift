// Documents that describe other people's APIs.
extension Limits {
  /// Bytes of such a document, also once the aliases of one in YAML are written out: it comes as an
  /// answer, of which no more is read, and whoever calls one of its operations reads it.
  package static let openAPIBytes = answerBodyBytes
  /// Nodes of a YAML text, names and values, once its aliases are written out: nine lines of aliases
  /// of aliases are a billion.
  package static let yamlNodes = 10_000
  /// Lines of a YAML text that begin with `%`, as directives do: each is compared with all others.
  package static let yamlDirectives = 16
  /// Operations of one document, each of them a tool, and those of which is said why they are none.
  package static let openAPIOperations = (tools: 2000, leftAway: 100)
  /// Members of what references lead to, counted each time that one is followed while a document is
  /// read: a long list of names that thousands of operations share would else be read thousands of
  /// times.
  package static let openAPISteps = 2_000_000
  /// Arguments of all operations of a document together: its page lists them.
  package static let openAPIArguments = 50_000
}

// The APIs of connections that such documents describe.
extension Limits {
  /// Documents that are kept once they were read, and bytes of their texts together, which take some
  /// ten times as much then; seconds for which one is that stands elsewhere, and in which it is young
  /// enough to say that there is no such operation.
  package static let openAPIKept = (count: 200, bytes: 8 << 20, seconds: 300, youngSeconds: 30)
  /// Milliseconds that calls of one connection are looked at before they run, of which a share comes back
  /// with time, a tenth; and connections for which that is counted. A look takes a fraction of one.
  package static let openAPILooking = (milliseconds: 500, share: 10, connections: 1000)
}
