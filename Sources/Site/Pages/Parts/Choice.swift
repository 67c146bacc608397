package import Templating

/// A choice of a form's field.
package struct Choice: TemplateModel {
  let value: String
  let words: String
  var isChosen = false

  package static var fields: [Field<Choice>] {
    [
      .text("value") { $0.value }, .text("words") { $0.words }, .flag("chosen") { $0.isChosen },
    ]
  }
}

extension Choice {
  /// The cases of a closed set, in their order.
  /// - Parameters:
  ///   - chosen: `nil`: none is.
  ///   - words: what a case is called.
  static func cases<Value: RawRepresentable<String> & CaseIterable>(
    chosen: Value?, words: (Value) -> String
  ) -> [Choice] {
    Value.allCases.map {
      Choice(
        value: $0.rawValue, words: words($0), isChosen: $0.rawValue == chosen?.rawValue)
    }
  }
}
