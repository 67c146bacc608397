import OrderedJSON
import Testing
import Workflows

/// What of a recording is secret, and what stands in its place.
@Suite struct SecretTakerTests {
  private static let mark = SecretMark(word: "Kx9")

  /// As people see it.
  private func shown(_ json: JSON) -> JSON {
    var taker = SecretTaker(mark: Self.mark)
    return Self.mark.shown(taker.taking(from: json))
  }

  private func shown(_ text: String) -> String { shown(.string(text)).text ?? "" }

  @Test(arguments: [
    "authorization", "Authorization", "Proxy-Authorization", "password", "user_password",
    "PASSWORD",
    "newPassword", "passwd", "api_key", "apiKey", "X-Api-Key", "API-KEY", "apikey", "token",
    "access_token", "accessToken", "refresh_token", "id_token", "auth.token", "csrfToken", "secret",
    "client_secret", "clientSecret", "DBPassword", "APIToken", "AWSSecretKey", "secret_key",
    "private_key", "aws_secret_access_key", "cookie",
    "Set-Cookie", "smtp_pass", "DB_PASS", "passphrase", "credentials", "signing-key",
  ])
  func `a text under a telling name is secret`(name: String) throws {
    let value = try #require(shown(.object([.init(name, "h4nter22")]))[name]?.text)
    #expect(value.hasPrefix("[secret ") && value.hasSuffix("]"))
  }

  @Test(arguments: [
    "author", "tokens", "max_tokens", "token_type", "token_count", "next_page_token",
    "nextPageToken", "continuation_token", "sync_token", "signature", "sha", "sha256", "key",
    "primary_key", "keyword", "passenger", "pass", "compass", "secretary", "cookies_accepted",
    "passwords_match", "authorized", "tokenizer", "sort_key", "partition_key", "idempotency_key",
  ])
  func `a name that only resembles one tells nothing`(name: String) {
    #expect(shown(.object([.init(name, "h4nter2")])) == .object([.init(name, "h4nter2")]))
  }

  @Test(arguments: [
    "", "***", "••••", "xxxxx", "<token>", "[redacted]", "[secret token]", "${API_TOKEN}", "$TOKEN",
    "{{ token }}", "string", "REDACTED", "none", "process.env.TOKEN", "your_token_here", "%TOKEN%",
  ])
  func `what stands for a secret is none`(value: String) {
    #expect(shown(["password": .string(value)]) == ["password": .string(value)])
  }

  @Test(arguments: ["$ummer2026!", "<3Paris2024", "loveyour-cat", "[a", "{b", "string theory"])
  func `what only begins like it is one`(value: String) {
    #expect(shown(["password": .string(value)]) == ["password": "[secret password]"])
  }

  @Test func `a short token is a part of a text, and a tool is called as it is`() {
    let json: JSON = [
      ["token": "Hello", "logprob": "-0.1"], ["event": "tool_call", "tool": "sk-deploy-v20240101"],
    ]
    #expect(shown(json) == json)
  }

  @Test func `cookies pass on that they are, and what is said again is one as well`() {
    #expect(
      shown([
        "cookies": ["session": "9f8a7b6c"], "api_key": "f3c9a1d2e4",
        "result": ["args": ["key": "f3c9a1d2e4", "echo": "9f8a7b6c"]],
      ]) == [
        "cookies": ["session": "[secret cookies]"], "api_key": "[secret api_key]",
        "result": ["args": ["key": "[secret api_key]", "echo": "[secret cookies]"]],
      ])
  }

  @Test func `what is no text is none, and what has spaces is no token`() {
    let json: JSON = [
      "password": true, "token": nil, "api_key": 12, "secret": ["type": "string"],
      "access_token": "the one for guests",
    ]
    #expect(shown(json) == json)
    #expect(shown(["password": "correct horse battery"]) == ["password": "[secret password]"])
  }

  @Test(arguments: [
    ("sk-live-51HbQf0T2zY8", "api_key"), ("sk-ant-api03-Abc123def456_x-y", "api_key"),
    ("sk_live_51HbQf0T2zY8", "api_key"),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "github_token"),
    ("github_pat_11ABCDEFG0123456789_abcdef", "github_token"),
    ("xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy", "slack_token"),
    ("AKIAIOSFODNN7EXAMPLE", "access_key"),
    (
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
      "jwt"
    ),
    ("AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", "api_key"),
  ])
  func `what looks like a token is secret wherever it stands`(token: String, name: String) {
    let stand = "[secret \(name)]"
    #expect(shown(token) == stand)
    #expect(shown("It is \(token).") == "It is \(stand).")
    #expect(
      shown(["note": [.string("a \"\(token)\", b")]]) == ["note": [.string("a \"\(stand)\", b")]])
    #expect(
      shown("https://api.example/v1/\(token)/items") == "https://api.example/v1/\(stand)/items")
    #expect(shown(#"{\"a\":\"\#(token)\"}"#) == #"{\"a\":\"\#(stand)\"}"#)
    #expect(shown(#"first line\n\#(token)\n"#) == #"first line\n\#(stand)\n"#)
  }

  @Test(arguments: [
    "sk-learn", "https://example.com/sk-hotels-in-2026-for-families", "risk-adjusted-return",
    "ghp_short", "AKIA", "eyJ", "Bearer of good news", "bearer authentication is required",
    "basic knowledge", "a:b@c", "https://example.com/@alice", "https://example.com:8080/a@b",
    "mailto:alice@example.com", "password: please choose one", "The token = a word",
    "next_page_token=abcdef", "SELECT a FROM b WHERE c = 'd'", "-----BEGIN CERTIFICATE-----",
    "https://example.com/?sig=1", "#AKIAIOSFODNN7EXAMPLES", "1Z999AA10123456784",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "Authorization: none", "a sha256=deadbeefdeadbeef",
  ])
  func `what only resembles one stays`(text: String) { #expect(shown(text) == text) }

  @Test(arguments: [
    ("whsec_MfKQ9r8GKYqrTwjUPD8/LPZIo2La+aS=", "[secret webhook_secret]"),
    ("Bearer abcdef0123456789", "Bearer [secret bearer_token]"),
    (
      "curl -H 'Authorization: Bearer abcdef0123456789'",
      "curl -H 'Authorization: [secret authorization]'"
    ),
    ("Basic YWxpY2U6b3BlbiBzZXNhbWU=", "Basic [secret password]"),
    ("https://alice:open-sesame@db.example/x", "https://alice:[secret password]@db.example/x"),
    ("postgres://alice:open%20sesame@db/x?y=1", "postgres://alice:[secret password]@db/x?y=1"),
    (
      "https://files.example/a.pdf?X-Amz-Expires=60&X-Amz-Signature=deadbeef0123&x=1",
      "https://files.example/a.pdf?X-Amz-Expires=60&X-Amz-Signature=[secret signature]&x=1"
    ),
    (
      "https://blob.example/a?sv=2024&sig=a%2Bb%3D&se=1",
      "https://blob.example/a?sv=2024&sig=[secret signature]&se=1"
    ),
    (
      "https://api.example/?api_key=abc123&q=1", "https://api.example/?api_key=[secret api_key]&q=1"
    ),
    (
      "grant_type=password&password=h4nter2&scope=a",
      "grant_type=password&password=[secret password]&scope=a"
    ),
    (
      #"{"user": "alice", "password": "h4n\"ter2"}"#,
      #"{"user": "alice", "password": "[secret password]"}"#
    ),
    (
      #"{\"user\":\"alice\",\"password\":\"h4nter2\"}"#,
      #"{\"user\":\"alice\",\"password\":\"[secret password]\"}"#
    ),
    (
      #"{\\\"password\\\": \\\"h4nter2\\\", \\\"a\\\": 1}"#,
      #"{\\\"password\\\": \\\"[secret password]\\\", \\\"a\\\": 1}"#
    ),
    ("{'api_key': 'abc123', 'x': 1}", "{'api_key': '[secret api_key]', 'x': 1}"),
    ("export API_KEY=abc123\nrun", "export API_KEY=[secret api_key]\nrun"),
    (#"one\nAPI_KEY=abc123\ntwo"#, #"one\nAPI_KEY=[secret api_key]\ntwo"#),
    (
      "Name: Alice\nPassword: h4nter2\nCity: Oslo",
      "Name: Alice\nPassword: [secret password]\nCity: Oslo"
    ),
    (#"{"api_key":"abcd1234efgh"#, #"{"api_key":"[secret api_key]"#),
    (#"{"password":"abc\\","x":"y"}"#, #"{"password":"[secret password]","x":"y"}"#),
    (
      #"{"credentials":"{\"password\":\"hunter2\"}"}"#,
      #"{"credentials":"{\"password\":\"[secret password]\"}"}"#
    ),
    (
      #"https://x.example/?a=1\u0026sig=abcdef\u0026token=abcdefgh"#,
      #"https://x.example/?a=1\u0026sig=[secret signature]\u0026token=[secret token]"#
    ),
    ("https://x.example/?a=1&amp;sig=abcdef", "https://x.example/?a=1&amp;sig=[secret signature]"),
    ("Cookie: a=b; c=d\nAccept: x", "Cookie: [secret cookie]\nAccept: x"),
    (
      "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\nthen",
      "[secret private_key]\nthen"
    ),
    ("-----BEGIN PRIVATE KEY-----\\nMIIEow cut", "[secret private_key]"),
  ])
  func `what a text says of it is secret`(text: String, shown: String) {
    #expect(self.shown(text) == shown)
  }

  @Test func `lists of headers tell by their names`() {
    #expect(
      shown([["name": "Authorization", "value": "Token abc"], ["name": "Accept", "value": "a/b"]])
        == [
          ["name": "Authorization", "value": "[secret authorization]"],
          ["name": "Accept", "value": "a/b"],
        ])
    #expect(
      shown(["Set-Cookie": ["a=b; Path=/", "c=d"]])
        == ["Set-Cookie": ["[secret cookie]", "[secret cookie_2]"]])
  }

  @Test func `the same secret has one name, and another one another`() {
    var taker = SecretTaker(mark: Self.mark)
    let taken = taker.taking(from: [
      ["api_key": "one-and-only"], ["api_key": "two"], ["token": "one-and-only"],
      ["api_key": "three"],
    ])
    #expect(
      Self.mark.shown(taken) == [
        ["api_key": "[secret api_key]"], ["api_key": "[secret api_key_2]"],
        ["token": "[secret api_key]"], ["api_key": "[secret api_key_3]"],
      ])
    #expect(taker.new.map(\.name) == ["api_key", "api_key_2", "api_key_3"])
    #expect(taker.new.map(\.text) == ["one-and-only", "two", "three"])
    #expect(taker.names == ["api_key", "api_key_2", "api_key_3"])
  }

  @Test func `a known secret keeps its name, and no name is given to another one`() {
    var taker = SecretTaker(mark: Self.mark, known: [("api_key", "old"), ("api_key_2", "two")])
    let taken = taker.taking(from: [["api_key": "new"], ["password": "two"]])
    #expect(
      Self.mark.shown(taken) == [
        ["api_key": "[secret api_key_3]"], ["password": "[secret api_key_2]"],
      ])
    #expect(taker.new.map(\.name) == ["api_key_3"])
    #expect(taker.names == ["api_key_3", "api_key_2"])
  }

  @Test func `what was shown keeps the secret where it stood, and is literal elsewhere`() {
    var first = SecretTaker(mark: Self.mark)
    let earlier = first.taking(from: [
      "a": ["token": "one-and-only"], "url": "https://x/?token=two-and-two&y",
    ])
    var again = SecretTaker(mark: Self.mark, known: first.new)
    let sent: JSON = [
      "a": ["token": "[secret token]"], "url": "https://x/?token=[secret token_2]&y",
      "b": "[secret token]", "c": "https://x/?token=[secret token_2]&y",
    ]
    let taken = again.taking(from: sent, beside: earlier)
    #expect(taken["a"] == earlier["a"] && taken["url"] == earlier["url"])
    #expect(taken["b"] == "[secret token]" && taken["c"] == sent["c"])
    #expect(again.new.isEmpty && again.names == ["token", "token_2"])
    #expect(Self.mark.shown(taken) == sent)
  }

  @Test func `a text that only looks like a mark is none`() {
    let json: JSON = ["[secret token]", "[secret token #Kx8]", " #Kx9]", "[secret token #Kx9"]
    #expect(Self.mark.shown(json) == json)
    #expect(Self.mark.template(of: json) == json)
  }
}
