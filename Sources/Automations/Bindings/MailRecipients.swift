package import OrderedJSON
import Workflows

/// The recipients that a param of a mail names.
package struct MailRecipients: Sendable {
  /// Each without white space around, and none empty.
  package let texts: [String]

  /// - Parameters:
  ///   - value: a text with recipients between commas or semicolons, or a list of recipients.
  ///   - param: its name, for the error.
  package init(_ value: JSON, _ param: String) throws(ParamFault) {
    guard let given = MailRecipients.given(value) else { throw MailRecipients.none(param) }
    guard
      given.count <= Limits.mailRecipients * Limits.recipientBytes,
      given.reduce(0, { $0 + $1.utf8.count }) <= Limits.mailRecipients * Limits.recipientBytes
    else {
      throw ParamFault(
        param,
        "must have at most \(Limits.mailRecipients) recipients, of \(Limits.recipientBytes) bytes each"
      )
    }
    texts = given.flatMap {
      value.text == nil ? MailRecipients.element($0) : MailRecipients.split($0)
    }
    try MailRecipients.check(count: texts.count, param)
  }

  /// - Parameter count: of those of a mail, or of one param.
  package static func check(count: Int, _ param: String) throws(ParamFault) {
    guard count <= Limits.mailRecipients else {
      throw ParamFault(
        param,
        "must have at most \(Limits.mailRecipients) recipients, those of copies included; there are "
          + "\(count)")
    }
  }

  /// What is said where a recipient is needed and none is named.
  package static func none(_ param: String) -> ParamFault {
    ParamFault(param, "must be an address such as alice@example.com, or a list of them")
  }

  /// `nil` where it says something and is neither a text nor a list of texts.
  static func given(_ value: JSON) -> [String]? {
    if value.isEmpty { return [] }
    if let text = value.text { return [text] }
    guard let elements = value.elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count ? texts : nil
  }

  /// One recipient, whose name may have a comma or semicolon that nobody quoted; or several after all,
  /// where there are several addresses.
  private static func element(_ text: String) -> [String] {
    let parts = split(text)
    let isOne =
      parts.count > 1 && parts.last?.hasSuffix(">") == true
      && parts.dropLast().allSatisfy { !$0.contains("@") }
    return isOne ? [text.trimmedOfWhiteSpace] : parts
  }

  private static func split(_ text: String) -> [String] {
    text.writtenRecipients.map(\.trimmedOfWhiteSpace).filter { !$0.isEmpty }
  }
}
