import Engine
import OrderedJSON
import Testing

/// The table of OpenAPI 3.1.1, 4.8.12.4, through whole requests.
@Suite struct OpenAPIStyleTests {
  private static let list: JSON = ["blue", "black", "brown"]
  private static let object: JSON = ["R": 100, "G": 200, "B": 150]

  @Test(
    arguments: [
      ("matrix", false, "", ";color"), ("matrix", false, "blue", ";color=blue"),
      ("matrix", false, list, ";color=blue,black,brown"),
      ("matrix", true, list, ";color=blue;color=black;color=brown"),
      ("matrix", false, object, ";color=R,100,G,200,B,150"),
      ("matrix", true, object, ";R=100;G=200;B=150"),
      ("label", false, "blue", ".blue"), ("label", false, list, ".blue,black,brown"),
      ("label", true, list, ".blue.black.brown"), ("label", false, object, ".R,100,G,200,B,150"),
      ("label", true, object, ".R=100.G=200.B=150"),
      ("simple", false, "blue", "blue"), ("simple", true, list, "blue,black,brown"),
      ("simple", false, object, "R,100,G,200,B,150"), ("simple", true, object, "R=100,G=200,B=150"),
      ("simple", false, "a/b", "a%2Fb"), ("simple", false, ["a,b", "c d"], "a%2Cb,c%20d"),
      ("simple", false, "a?b#c%2F;é", "a%3Fb%23c%252F%3B%C3%A9"),
      ("simple", false, .number("1.5"), "1.5"),
      ("simple", false, true, "true"),
    ] as [(String, Bool, JSON, String)])
  func `a value in a path`(style: String, explode: Bool, value: JSON, text: String) throws {
    let document = try document(in: "path", style: style, explode: explode)
    let url = try document.request(["color": value]).url
    #expect(url == "https://api.example/things/" + text)
  }

  @Test(
    arguments: [
      ("form", true, "", "color="), ("form", true, "blue", "color=blue"),
      ("form", true, list, "color=blue&color=black&color=brown"),
      ("form", false, list, "color=blue,black,brown"),
      ("form", false, object, "color=R,100,G,200,B,150"),
      ("form", true, object, "R=100&G=200&B=150"),
      ("spaceDelimited", false, list, "color=blue%20black%20brown"),
      ("spaceDelimited", false, object, "color=R%20100%20G%20200%20B%20150"),
      ("spaceDelimited", true, list, "color=blue&color=black&color=brown"),
      ("pipeDelimited", false, list, "color=blue%7Cblack%7Cbrown"),
      ("pipeDelimited", false, object, "color=R%7C100%7CG%7C200%7CB%7C150"),
      ("deepObject", true, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
      ("form", true, "a&b=c d+é", "color=a%26b%3Dc%20d%2B%C3%A9"),
    ] as [(String, Bool, JSON, String)])
  func `a value in the query`(style: String, explode: Bool, value: JSON, text: String) throws {
    let document = try document(in: "query", style: style, explode: explode)
    #expect(try document.request(["color": value]).url == "https://api.example/things?" + text)
  }

  @Test(
    arguments: [
      (false, "blue, light", "blue, light"), (false, list, "blue,black,brown"),
      (false, object, "R,100,G,200,B,150"), (true, object, "R=100,G=200,B=150"),
    ] as [(Bool, JSON, String)])
  func `a value in a header`(explode: Bool, value: JSON, text: String) throws {
    let document = try document(in: "header", style: "simple", explode: explode)
    #expect(try document.request(["color": value]).header("color") == text)
  }

  @Test func `styles that are not named are simple, and form with each part for itself`() throws {
    let document = try OpenAPIDocument.of(
      """
      "parameters": [{"name": "a", "in": "path"}, {"name": "b", "in": "query"},
        {"name": "c", "in": "header"}],
      """, path: "/things/{a}")
    let request = try document.request(["a": [1, 2], "b": [3, 4], "c": [5, 6]])
    #expect(request.url == "https://api.example/things/1,2?b=3&b=4")
    #expect(request.header("c") == "5,6")
  }

  @Test func `reserved characters stay where the document says so, but those that end a value`()
    throws
  {
    let document = try OpenAPIDocument.of(
      #""parameters": [{"name": "to", "in": "query", "allowReserved": true}],"#)
    #expect(
      try document.request(["to": "https://a.example/?x=1&y=%2F#z[0]"]).url
        == "https://api.example/things?to=https://a.example/?x%3D1%26y%3D%2F%23z%5B0%5D")
  }

  @Test(arguments: ["path", "query", "header"])
  func `a value with content is sent as JSON`(place: String) throws {
    let document = try OpenAPIDocument.of(
      """
      "parameters": [{"name": "a", "in": "\(place)",
        "content": {"application/json": {"schema": {"type": "object"}}}}],
      """, path: place == "path" ? "/{a}" : "/")
    let request = try document.request(["a": ["b": ["c d"]]])
    switch place {
    case "header": #expect(request.header("a") == #"{"b":["c d"]}"#)
    case "path": #expect(request.url.hasSuffix("/%7B%22b%22%3A%5B%22c%20d%22%5D%7D"))
    default: #expect(request.url.hasSuffix("/?a=%7B%22b%22%3A%5B%22c%20d%22%5D%7D"))
    }
  }

  @Test(
    arguments: [
      ("simple", ["a": ["b": 1]], "The param color must be a text, a number, true or false"),
      ("simple", [["a"]], "The param color must be a text, a number, true or false"),
      ("simple", ["a", nil], "The param color must be a text, a number, true or false"),
      ("simple", "", "The param color must not be empty"),
      ("simple", [], "The param color must be given"),
      ("simple", "..", "The param color must not have . or .."),
      ("simple", ".", "The param color must not have . or .."),
      ("simple", "a/../b", "The param color must not have . or .."),
    ] as [(String, JSON, String)])
  func `what a path cannot hold is told`(style: String, value: JSON, words: String) throws {
    let document = try document(in: "path", style: style, explode: false)
    let fault = try document.fault(["color": value])
    #expect(fault?.hasPrefix(words) == true, "\(fault ?? "none")")
  }

  @Test func `an object is needed where its members are sent one by one`() throws {
    let document = try document(in: "query", style: "deepObject", explode: true)
    #expect(
      try document.fault(["color": "blue"])
        == "The param color must be an object: its members are sent one by one.")
  }

  @Test func `a header has one line`() throws {
    let document = try document(in: "header", style: "simple", explode: false)
    #expect(
      try document.fault(["color": "a\r\nHost: b"])
        == "The param color must be one line without control characters: it stands in a header.")
  }

  private func document(
    in place: String, style: String, explode: Bool
  ) throws -> OpenAPIDocument {
    try OpenAPIDocument.of(
      """
      "parameters": [{"name": "color", "in": "\(place)", "style": "\(style)",
        "explode": \(explode)}],
      """, path: place == "path" ? "/things/{color}" : "/things")
  }
}
