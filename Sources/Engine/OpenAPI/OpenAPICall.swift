import Automations
import OrderedJSON

/// The arguments of a call, each at the places that take it.
struct OpenAPICall {
  /// What stands in path, query and headers, by their names.
  private(set) var parameters: [OpenAPIParameter.Place: [Spelling: JSON]] = [:]
  /// `nil`: there is none.
  private(set) var body: JSON?
  /// Names that no place takes, in the order of the call.
  private(set) var unknown: [String] = []
  /// Names of null and of empty lists where they have no place.
  private(set) var withoutValue: [String] = []

  /// - Parameter signIn: of the connection; what it sets need not be given.
  /// - Throws: where the params are no object, or lack what the operation needs.
  init(
    _ params: JSON, of operation: OpenAPIOperation, signIn: SignIn
  ) throws(OpenAPICallFault) {
    guard let given = params.members ?? (params.isNull ? [] : nil) else {
      throw .arguments([ParamFault("params", "must be an object of arguments and values")])
    }
    let arguments = Dictionary(
      operation.arguments.map { (Spelling($0.name), $0) }, uniquingKeysWith: { one, _ in one })
    let inJSON = Set(operation.parameters.filter(\.isJSON).map { Spelling($0.name) })
    let others: [OpenAPIArgument.Place] = operation.body?.properties?.isOpen == true ? [.body] : []
    var members: [JSON.Member] = []
    var isBodyMeant = operation.body?.isRequired == true
    for member in OpenAPICall.last(of: given) {
      let name = Spelling(member.key)
      let places = arguments[name]?.places ?? others
      let taken = places.filter { place in
        place == .body
          ? operation.body?.takes(member.value) == true
          : inJSON.contains(name) || !member.value.isWithoutValue
      }
      if taken.isEmpty {
        if places.isEmpty { unknown.append(member.key) } else { withoutValue.append(member.key) }
      }
      for place in taken {
        if let place = OpenAPIParameter.Place(place) {
          parameters[place, default: [:]][name] = member.value
        } else {
          members.append(member)
        }
      }
      if taken == [.body] { isBodyMeant = true }
    }
    if isBodyMeant { body = operation.body?.value(of: members) }
    try checkPresence(of: operation, signIn)
  }

  /// Leaves members of the body away, as arguments without a value.
  mutating func leaveAway(_ names: [String]) {
    guard !names.isEmpty, let members = body?.members else { return }
    let spellings = Set(names.map(Spelling.init))
    body = .object(members.filter { !spellings.contains(Spelling($0.key)) })
    withoutValue += names
  }

  /// Of members with one name the last, as most readers of JSON take it.
  private static func last(of members: [JSON.Member]) -> [JSON.Member] {
    var numbers: [Spelling: Int] = [:]
    var last: [JSON.Member] = []
    for member in members {
      if let number = numbers[Spelling(member.key)] {
        last[number] = member
      } else {
        numbers[Spelling(member.key)] = last.count
        last.append(member)
      }
    }
    return last
  }

  /// The value of a parameter; `nil`: it has none.
  func value(of parameter: OpenAPIParameter) -> JSON? {
    parameters[parameter.place]?[Spelling(parameter.name)]
  }

  private func checkPresence(
    of operation: OpenAPIOperation, _ signIn: SignIn
  ) throws(OpenAPICallFault) {
    var faults: [ParamFault] = []
    for parameter in operation.parameters
    where parameter.isRequired && value(of: parameter) == nil && !parameter.isSet(by: signIn) {
      faults.append(
        ParamFault(
          parameter.name.quoted,
          "must be given: \(operation.id.quoted) needs it in its \(parameter.place.rawValue)"))
    }
    if let described = operation.body {
      let names = Set((body?.members ?? []).map { Spelling($0.key) })
      if body == nil, described.isRequired {
        faults.append(
          ParamFault(
            OpenAPIBody.wholeName, "must be given: \(operation.id.quoted) needs a body"))
      }
      for name in body == nil ? [] : described.properties?.requiredNames ?? []
      where !names.contains(Spelling(name)) {
        faults.append(
          ParamFault(
            name.quoted, "must be given: \(operation.id.quoted) needs it in its body"))
      }
    }
    guard faults.isEmpty else { throw .missing(faults) }
  }
}

extension OpenAPIParameter {
  fileprivate func isSet(by signIn: SignIn) -> Bool {
    switch place {
    case .header: signIn.sets(header: name)
    case .query: signIn.sets(query: name)
    case .path: false
    }
  }
}

extension OpenAPIBody {
  /// Whether there is a way to write a value, of a property or of the whole body.
  fileprivate func takes(_ value: JSON) -> Bool {
    switch form {
    case .json: !value.isNull || properties != nil || isRequired
    case .form: !value.isWithoutValue
    case .text: !value.isNull
    }
  }

  /// - Parameter members: the arguments that it is made of.
  fileprivate func value(of members: [JSON.Member]) -> JSON? {
    properties == nil ? members.last?.value : .object(members)
  }
}

extension JSON {
  /// Whether it is written as nothing where it is not written as JSON.
  fileprivate var isWithoutValue: Bool {
    isNull || elements?.isEmpty ?? members?.isEmpty ?? false
  }
}
