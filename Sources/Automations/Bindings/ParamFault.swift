/// A param that makes a call impossible, and what would be right. A review before a deployment says it
/// in the words in which the run's error does.
package struct ParamFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let param: String
  /// What follows the param's name in a sentence, without its full stop.
  package let rule: String

  package init(_ param: String, _ rule: String) {
    self.param = param
    self.rule = rule
  }

  package var description: String { "The param \(param) \(rule)." }
}
