import OrderedJSON

/// Where requests go, and what all of them have.
package struct HTTPSettings: Hashable, Sendable {
  /// What a request's path is below; `nil`: requests have whole URLs, as those of the built-in one.
  package let baseURL: String?
  package let signIn: SignIn
  /// Headers of every request.
  package let headers: [NamedText]

  package init(baseURL: String?, signIn: SignIn = .none, headers: [NamedText] = []) {
    self.baseURL = baseURL
    self.signIn = signIn
    self.headers = headers
  }
}

extension HTTPSettings: KindSettings {
  static let traits = KindTraits(
    title: "HTTP requests",
    explanation: "Requests to an API, each as you say it: path, query, headers and body.",
    trial: "Sends a request that changes nothing, and says what came back.",
    deed: "makes an HTTP request",
    fields: [
      SettingField(
        "base_url", .address, label: "Base URL",
        hint: "Every request goes below it; a query in it goes with each.",
        placeholder: "https://api.example.com/v1"),
      SettingField(
        "headers", .headers, label: "Headers of every request", aside: "if you like",
        hint: "One a line. What proves who asks belongs to signing in, where it is kept secret.",
        placeholder: "Accept-Language: en"),
    ],
    signsIn: true, hasTools: false, hasStatuses: true, asksProbe: true)

  init(reading members: inout MemberReader, by author: SettingsAuthor) {
    self.init(
      baseURL: members.url("base_url"), signIn: members.signIn(), headers: members.headers())
  }

  var members: [JSON.Member] {
    JSON.Member.ifAny("base_url", baseURL) + [JSON.Member("auth", signIn.json)]
      + (headers.isEmpty ? [] : [JSON.Member("headers", headers.json)])
  }

  var place: String? { baseURL }
}

extension MemberReader {
  fileprivate mutating func headers() -> [NamedText] {
    let headers = texts("headers")
    if let fault = HTTPHeaderNames.fault(ofSettings: headers) {
      let place = fault.param.split(separator: "/", maxSplits: 1).map(String.init)
      add(Fault(self.place("headers") + place.dropFirst(), fault.rule))
    }
    return headers
  }
}
