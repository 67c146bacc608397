import Templating

extension Field {
  /// An address that is the same for everybody.
  static func path(_ name: String, _ path: Path<Void>) -> Self {
    let text = path()
    return .text(name) { _ in text }
  }

  /// The address of something, made without a text of its own: a list has many.
  /// - Parameter get: the id that stands in it; `nil`: there is nothing to lead to.
  static func path(
    _ name: String, _ path: Path<String>, _ get: @escaping @Sendable (Model) -> String?
  ) -> Self {
    .text(name, between: path.constants.first ?? "", and: path.constants.last ?? "") {
      get($0).map(Form.encode)
    }
  }
}
