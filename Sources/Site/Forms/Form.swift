import Automations
import Hummingbird
import NIOCore
import OrderedJSON

/// Names and values of a query, or of a form's body: `application/x-www-form-urlencoded` (WHATWG
/// URL, 5.1) or `multipart/form-data`, in order.
struct Form: Sendable {
  private(set) var fields: [(name: String, value: String)] = []
  /// Whether all of it is UTF-8; what is not was replaced.
  private var isText = true

  init(query: some StringProtocol) {
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      fields.append((text(parts[0]), parts.count > 1 ? text(parts[1]) : ""))
    }
  }

  private mutating func text(_ escaped: some Collection<UInt8>) -> String {
    let bytes = Form.decode(escaped)
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    isText = false
    return String(decoding: bytes, as: UTF8.self)
  }

  init(pairs: [(String, String)]) { fields = pairs.map { (name: $0.0, value: $0.1) } }

  /// - Parameter leavesOutNoText: whether a file that is no text is left out; else it is refused.
  /// - Throws: `UnsupportedMediaType` for another kind of body; `Refusal` for one that cannot be read.
  init(_ request: Request, leavingOutNoText leavesOutNoText: Bool = false) async throws {
    try self.init(
      body: try await request.body.collect(upTo: .max),
      type: request.headers[.contentType] ?? "", leavingOutNoText: leavesOutNoText)
  }

  init(body: ByteBuffer, type: String, leavingOutNoText leavesOutNoText: Bool = false) throws {
    switch type.prefix(while: { $0 != ";" && $0 != " " }).lowercased() {
    case "application/x-www-form-urlencoded":
      let separators = body.readableBytesView.count { $0 == UInt8(ascii: "&") }
      guard separators < Limits.formFields else { throw Form.tooManyFields }
      self.init(query: String(decoding: body.readableBytesView, as: UTF8.self))
      guard isText, String(validating: body.readableBytesView, as: UTF8.self) != nil else {
        throw Refusal.badRequest("The form is not in UTF-8; go back and send it again")
      }
    case "multipart/form-data":
      try self.init(
        multipart: body.readableBytesView, type: type, leavingOutNoText: leavesOutNoText)
    default:
      throw UnsupportedMediaType()
    }
  }

  static var tooManyFields: Refusal {
    .invalid([
      Fault([], "a form of at most \(Limits.formFields) fields would be right; this one has more")
    ])
  }

  /// The id of what the form makes, the same for one that is sent twice, so that it makes one.
  var newID: String {
    guard self["idempotency_key"] != nil else { return Identifier.random() }
    // The form token is among the bytes, and so the session.
    return Identifier.derived(from: Secret.hash(bytes))
  }

  /// The fields as bytes, the same however the body that brought them was written.
  var bytes: [UInt8] {
    fields.flatMap { field in
      Array("\(field.name.utf8.count) \(field.value.utf8.count) \(field.name)\(field.value)".utf8)
    }
  }

  /// The first value of a name; `nil` where there is none or it is empty: an empty field is an
  /// absent one.
  subscript(_ name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// The same with this one value of a name.
  func with(_ name: String, _ value: String) -> Form {
    var form = self
    form.fields.removeAll { $0.name == name }
    form.fields.append((name, value))
    return form
  }

  /// The first value of a name, an empty one too.
  func given(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// What was typed into a field of several lines, which a form sends with other line breaks than
  /// were counted while it was typed.
  func text(_ name: String) -> String {
    (given(name) ?? "").replacing("\r\n", with: "\n")
  }

  func values(_ name: String) -> [String] {
    fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// Percent escapes decoded; one that is none stays as it is.
  /// - Parameter plus: what a `+` is: a space in a query and a form.
  static func decode(
    _ text: some Collection<UInt8>, plus: UInt8 = UInt8(ascii: " ")
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(digit),
        let low = rest.dropFirst().first.flatMap(digit)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? plus : byte)
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
