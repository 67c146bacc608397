import OrderedJSON
import Workflows

/// An API by its description.
package struct OpenAPISettings: Hashable, Sendable {
  /// Where the description is.
  package enum Document: Hashable, Sendable {
    /// Its text, JSON or YAML.
    case text(String)
    case url(String)
  }

  package let document: Document
  /// Where requests go; `nil`: to the server that the document names.
  package let baseURL: String?
  package let signIn: SignIn

  package init(document: Document, baseURL: String? = nil, signIn: SignIn = .none) {
    self.document = document
    self.baseURL = baseURL
    self.signIn = signIn
  }
}

extension OpenAPISettings: KindSettings {
  static let traits = KindTraits(
    title: "API with a description",
    explanation: "An OpenAPI document says what the API can do; each of its operations is a tool.",
    trial: "Reads the description, and signs in where that takes a request of its own.",
    deed: "calls an API",
    fields: [
      SettingField(
        "document_url", .address, label: "Address of the OpenAPI document",
        asideBesideKept: "in place of the one that is kept",
        placeholder: "https://api.example.com/openapi.json"),
      SettingField("document", .document, label: "Or its text", aside: "JSON or YAML"),
      SettingField(
        "base_url", .address, label: "Base URL", aside: "if it is another than the document says",
        placeholder: "https://api.example.com/v1"),
    ],
    signsIn: true, listsTools: true, hasStatuses: true)

  init(reading members: inout MemberReader, by author: SettingsAuthor) {
    self.init(
      document: members.document(), baseURL: members.urlIfAny("base_url"),
      signIn: members.signIn())
  }

  var members: [JSON.Member] {
    let document: [JSON.Member] =
      switch document {
      case .text: []
      case .url(let url): [JSON.Member("document_url", .string(url))]
      }
    return document + JSON.Member.ifAny("base_url", baseURL)
      + [JSON.Member("auth", signIn.json)]
  }

  var documentText: String? { if case .text(let text) = document { text } else { nil } }

  var place: String? {
    switch (baseURL, document) {
    case (let url?, _), (nil, .url(let url)): url
    case (nil, .text): "the server that its document names"
    }
  }
}

extension MemberReader {
  fileprivate mutating func document() -> OpenAPISettings.Document {
    let (text, url) = (value("document"), urlIfAny("document_url"))
    switch (text, url) {
    case (nil, nil):
      add(
        Fault(
          place("document"),
          "Field required: the text of an OpenAPI document, or its address as document_url",
          .missing))
    case (nil, let url?): return .url(url)
    case (let json?, let url):
      if url != nil {
        add(Fault(place("document_url"), "must be absent where the document itself is given"))
      }
      guard let text = json.text else {
        add(Fault(place("document"), "must be a text, not \(json.kind)", .type))
        break
      }
      if text.isEmpty { add(Fault(place("document"), "must not be empty", .tooShort)) }
      if text.utf8.contains(0) { add(.ofNUL(place("document"))) }
      return .text(text)
    }
    return .text("")
  }
}
