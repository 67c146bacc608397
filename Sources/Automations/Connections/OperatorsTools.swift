/// What the operator offers to everybody by a file of this machine.
package struct OperatorsTools: Sendable {
  package let connections: [Connection]
  package let bindings: [Binding]

  package init(connections: [Connection] = [], bindings: [Binding] = []) {
    self.connections = connections
    self.bindings = bindings
  }
}
