import Automations

/// A text that is put together of what a call has, and gets no longer than can be sent: a short
/// argument may stand in it very often.
struct BoundedText {
  private(set) var text = ""
  private let limit: Int

  /// - Parameter limit: bytes.
  init(upTo limit: Int) { self.limit = limit }

  /// - Parameter argument: that the part is of, for the error.
  mutating func append(_ part: String, of argument: String) throws(ParamFault) {
    guard text.utf8.count + part.utf8.count <= limit else {
      throw ParamFault(
        argument.quoted, "makes what is sent longer than \(limit) bytes, with the others")
    }
    text += part
  }

  /// Adds a name and its value, both encoded, as queries and forms have them.
  mutating func append(_ name: String, _ value: String, of argument: String) throws(ParamFault) {
    try append((text.isEmpty ? "" : "&") + name + "=", of: argument)
    try append(value, of: argument)
  }
}
