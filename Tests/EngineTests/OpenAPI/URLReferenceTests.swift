import Engine
import Testing

/// RFC 3986, 5.4.
@Suite struct URLReferenceTests {
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
    ("g;x?y", "http://a/b/c/g;x?y"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
    ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
    ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
    ("../../g", "http://a/g"),
  ])
  func `a reference is read against where it stands`(reference: String, url: String) {
    #expect(URLReference.resolved(reference, against: "http://a/b/c/d;p?q") == url)
  }

  @Test(arguments: [
    ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
    ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
    ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
    ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/../x", "http://a/b/c/g"),
    ("#s", "http://a/b/c/d;p?q"),
  ])
  func `dots lead nowhere above the host`(reference: String, url: String) {
    #expect(URLReference.resolved(reference, against: "http://a/b/c/d;p?q") == url)
  }

  @Test func `a document at a host alone has its folder there`() {
    #expect(URLReference.resolved("v1", against: "https://a") == "https://a/v1")
  }
}
