import OrderedJSON
import Scheduling

extension OpenAPIArgument {
  /// The arguments of an operation.
  /// - Parameter parameters: in the order of their places.
  static func all(of parameters: [OpenAPIParameter], _ body: OpenAPIBody?) -> [OpenAPIArgument] {
    var groups: [[Claim]] = []
    var numbers: [Spelling: Int] = [:]
    for claim in claims(parameters, body) {
      if let number = numbers[Spelling(claim.name)] {
        groups[number].append(claim)
      } else {
        numbers[Spelling(claim.name)] = groups.count
        groups.append([claim])
      }
    }
    return groups.compactMap(OpenAPIArgument.init)
  }

  /// - Parameter claims: of all places that have something of one name.
  private init?(_ claims: [Claim]) {
    guard let first = claims.first else { return nil }
    name = first.name
    places = [first.place] + claims.dropFirst().filter(\.isNeeded).map(\.place)
    isRequired = claims.contains(where: \.isRequired)
    let others = claims.dropFirst().filter { !$0.isNeeded }.map(\.place)
    let apart =
      others.isEmpty ? "" : ", not into \(others.words), which can be without it"
    sharing =
      claims.count == 1 ? nil : "The argument \(name.quoted) goes into \(places.words)\(apart)."
  }

  /// A place that has something of a name.
  /// - `isNeeded`: whether it cannot be without; `isRequired`: nor can a call.
  private typealias Claim = (name: String, place: Place, isNeeded: Bool, isRequired: Bool)

  private static func claims(
    _ parameters: [OpenAPIParameter], _ body: OpenAPIBody?
  ) -> [Claim] {
    let own: [Claim] = parameters.map {
      ($0.name, Place($0.place), $0.isRequired, $0.isRequired)
    }
    guard let body else { return own }
    guard let properties = body.properties else {
      return own + [(OpenAPIBody.wholeName, .body, body.isRequired, body.isRequired)]
    }
    return own
      + properties.names.map {
        let isNeeded = properties.isRequired($0)
        return ($0, .body, isNeeded, isNeeded && body.isRequired)
      }
  }
}

extension [OpenAPIArgument.Place] {
  /// `the path and the body`
  fileprivate var words: String { map { "the \($0.rawValue)" }.listed(by: "and") }
}

extension OpenAPIArgument.Place {
  init(_ place: OpenAPIParameter.Place) {
    switch place {
    case .path: self = .path
    case .query: self = .query
    case .header: self = .header
    }
  }
}

extension OpenAPIParameter.Place {
  /// - Returns: `nil` for the body, which has no parameters.
  init?(_ place: OpenAPIArgument.Place) {
    switch place {
    case .path: self = .path
    case .query: self = .query
    case .header: self = .header
    case .body: return nil
    }
  }
}
