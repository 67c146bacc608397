import Automations
import OrderedJSON

/// The parts of a value that is written without being JSON.
enum ValueParts {
  case word(String)
  case list([String])
  case pairs([(name: String, value: String)])

  /// - Throws: for what has parts inside its parts, and for null, which have no such form.
  init(_ json: JSON, of argument: String) throws(ParamFault) {
    if let word = json.word {
      self = .word(word)
      return
    }
    let isFlat =
      json.elements?.allSatisfy { $0.word != nil }
      ?? json.members?.allSatisfy { $0.value.word != nil } ?? false
    guard isFlat else {
      throw ParamFault(
        argument.quoted,
        "must be a text, a number, true or false, or a list or an object of them: that is all that "
          + "can be sent where it stands")
    }
    if let members = json.members {
      self = .pairs(members.map { ($0.key, $0.value.word ?? "") })
    } else {
      self = .list((json.elements ?? []).map { $0.word ?? "" })
    }
  }
}
