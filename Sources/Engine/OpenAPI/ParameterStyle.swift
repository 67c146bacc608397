/// How a value with parts becomes a text (OpenAPI 3.1.1, 4.8.12.3).
package enum ParameterStyle: String, Sendable {
  case matrix, label, simple, form, spaceDelimited, pipeDelimited, deepObject

  /// The one of parameters that name none.
  static func usual(in place: OpenAPIParameter.Place) -> ParameterStyle {
    place == .query ? .form : .simple
  }

  /// Whether parameters may have it that stand there.
  func fits(_ place: OpenAPIParameter.Place) -> Bool {
    switch self {
    case .matrix, .label: place == .path
    case .simple: place != .query
    case .form, .spaceDelimited, .pipeDelimited, .deepObject: place == .query
    }
  }

  /// What stands between the parts of a value under one name: encoded where no URL may have it.
  var delimiter: String {
    switch self {
    case .spaceDelimited: "%20"
    case .pipeDelimited: "%7C"
    case .matrix, .label, .simple, .form, .deepObject: ","
    }
  }
}
