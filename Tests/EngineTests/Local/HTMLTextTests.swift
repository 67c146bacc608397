import Engine
import Foundation
import OrderedJSON
import Testing

/// The text beside a mail of HTML alone.
@Suite struct HTMLTextTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test(arguments: [
    (
      "Canci&oacute;n, ma&ntilde;ana, gar&ccedil;on, na&iuml;ve &AElig;&ETH;&thorn;&yuml;",
      "Canción, mañana, garçon, naïve ÆÐþÿ"
    ),
    (
      "&iexcl;Hola! &iquest;Qu&eacute;? 1&ordm; &frac12; &divide; 5&micro;",
      "¡Hola! ¿Qué? 1º ½ ÷ 5µ"
    ),
    ("&bdquo;Gr&uuml;&szlig;e&ldquo; &permil; a&nbsp;b&ensp;c&shy;d", "„Grüße“ ‰ a b cd"),
    ("&#146;&#x96;&#8364;&#10;x", "’–€ x"), ("A&P; &copy &unknown; &;", "A&P; &copy &unknown; &;"),
  ])
  func `characters are told by their names and numbers`(_ html: String, _ text: String) async throws
  {
    #expect(try await plain(html) == text)
  }

  @Test(arguments: [
    "HREF=\"https://x.example/\"", "Href = 'https://x.example/'", "href=https://x.example/",
    "data-href=\"https://y.example/\" href=\"https://x.example/\"",
    "title=\"href=https://y.example/\" href=\" https://x.example/\n\"",
    "href=\"https://x.example/\" href=\"https://y.example/\"",
    "download href=\"https://x.example/\"", "class=a/href=b href=\"https://x.example/\"",
    "=x href=\"https://x.example/\"", "\nhref\n=\n\"https://x.example/\"\n",
  ])
  func `a link tells where it leads, however it is written`(_ attributes: String) async throws {
    #expect(try await plain("<a \(attributes)>here</a>") == "here (https://x.example/)")
  }

  @Test func `the characters of a link are those that it means`() async throws {
    #expect(
      try await plain("<A HREF=\"HTTPS://x.example/?a=1&amp;b=&#50;&c=&oacute;&\">here</A>")
        == "here (HTTPS://x.example/?a=1&b=2&c=ó&)")
  }

  @Test(arguments: [
    "data-href=\"https://y.example/\"", "href", "href=", "href=\"\"", "href=\"#top\"",
    "href=\"javascript:alert(1)\"", "name=\"a\"", "xhref=\"https://y.example/\"",
  ])
  func `what leads nowhere tells no place`(_ attributes: String) async throws {
    #expect(try await plain("<a \(attributes)>here</a>") == "here")
  }

  @Test(arguments: ["<a =", "<a href=\"&", "<a x ", "&oacute", "&#1", "<a '="])
  func `attributes and characters of any kind take time by their length`(
    _ piece: String
  ) async throws {
    let html = String(repeating: piece, count: (1 << 20) / piece.utf8.count) + ">"
    #expect(await world.mail(["to": "a@b", "html": .string(html)]).message != nil)
    let attributes = String(repeating: piece.replacing("<a", with: " "), count: 100_000)
    let mail = await world.mail(["to": "a@b", "html": .string("<a \(attributes)>x</a>")])
    #expect(mail.message != nil)
  }

  private func plain(_ html: String) async throws -> String {
    let message = try #require(await world.mail(["to": "a@b", "html": .string(html)]).message)
    let part = try #require(message.components(separatedBy: "--=_key").dropFirst().first)
    let lines = part.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
    return lines.trimmingCharacters(in: .newlines)
  }
}
