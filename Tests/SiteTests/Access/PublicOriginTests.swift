import Site
import Testing

@Suite struct PublicOriginTests {
  @Test(arguments: [
    ("http://localhost:8080", "http://localhost:8080", "localhost"),
    ("HTTPS://Reprise.Example", "https://reprise.example", "reprise.example"),
    ("https://reprise.example:443", "https://reprise.example", "reprise.example"),
    ("http://reprise.example:443", "http://reprise.example:443", "reprise.example"),
    ("http://[::1]:8080", "http://[::1]:8080", "[::1]"),
  ])
  func `is read as browsers write it`(given: String, text: String, host: String) throws {
    let origin = try #require(PublicOrigin(given))
    #expect(origin.text == text && origin.host == host)
  }

  @Test(arguments: [
    "reprise.example", "ftp://reprise.example", "http://", "http://a/", "http://a b", "http://a;b",
    "http://a\"b", "http://a$b", "http://*", "http://user@a", "http://a:", "http://a:0",
    "http://a:65536", "http://a:x", "http://a:8080:9", "http://[::1", "http://[]", "http://[a]",
    "http://[::1]x", "http://a\nb", "http://bücher.example", "",
  ])
  func `what is none is refused`(text: String) {
    #expect(PublicOrigin(text) == nil)
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://reprise.localhost:8080", true), ("http://[::1]:80", true),
    ("http://127.0.0.2:8080", true), ("http://127.reprise.example", false),
    ("http://localhost.reprise.example", false), ("http://192.0.2.7", false),
  ])
  func `leads to this machine or elsewhere`(text: String, isLoopback: Bool) throws {
    #expect(try #require(PublicOrigin(text)).isLoopback == isLoopback)
  }
}
