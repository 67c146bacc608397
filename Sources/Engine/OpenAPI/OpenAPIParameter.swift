import OrderedJSON

/// An argument of an operation that goes into the path, the query or a header.
struct OpenAPIParameter: Sendable {
  let name: String
  let place: Place
  let isRequired: Bool
  let style: ParameterStyle
  /// Whether the parts of a value stand each for itself.
  let explodes: Bool
  /// Whether characters that have a meaning in a URL stay as they are, but for those that would end
  /// the value.
  let keepsReserved: Bool
  /// Whether its value is sent as JSON, whatever it is.
  let isJSON: Bool
  /// What its values must be, with references of the document.
  let schema: JSON

  /// The parts of a request that have parameters, in the order in which they take a name that
  /// several have.
  enum Place: String, CaseIterable, Sendable {
    case path, query, header
  }
}

extension OpenAPIParameter {
  /// Reads what a document says of it.
  /// - Parameter json: no reference.
  init(_ json: JSON, named name: String, in place: Place) throws(OpenAPIObstacle) {
    let shown = "its parameter \(name.quoted)"
    self.name = name
    self.place = place
    isRequired = place == .path || json["required"]?.boolean == true
    keepsReserved = json["allowReserved"]?.boolean == true
    let usual = ParameterStyle.usual(in: place)
    let given = json["style"]?.text
    guard let style = given.map(ParameterStyle.init(rawValue:)) ?? usual, style.fits(place) else {
      throw OpenAPIObstacle(
        "\(shown) has the style \((given ?? "").quoted), which the \(place.rawValue) has not")
    }
    self.style = style
    explodes = json["explode"]?.boolean ?? (style == .form)
    if let content = json["content"]?.members, let first = content.first {
      let type = first.key.utf8.count <= Limits.nameCharacters ? MediaType(first.key) : nil
      isJSON = type?.isJSON == true
      schema = first.value["schema"] ?? true
      guard content.count == 1, type?.isText == true else {
        throw OpenAPIObstacle(
          "\(shown) is of the media type \(first.key.quoted); only one of JSON or text can be sent")
      }
    } else {
      isJSON = false
      schema = json["schema"] ?? true
    }
  }
}
