import Automations
import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Standard Webhooks 1.0.
@Suite struct WebhookTests {
  private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  @Test func `signs as the specification's example does`() throws {
    let header = WebhookSignature.header(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Instant(seconds: 1_614_265_330),
      body: Array(#"{"test": 2432232314}"#.utf8), by: [try WebhookSecret(secret)])
    #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `each secret signs once, the current one first`() throws {
    let (one, other) = (try WebhookSecret(secret), WebhookSecret.random())
    func header(_ secrets: WebhookSecret...) -> String {
      WebhookSignature.header(id: "id", at: .morning, body: [1, 2], by: secrets)
    }
    #expect(header(one, other) == header(one) + " " + header(other))
    #expect(header(one) != header(other))
  }

  @Test func `a former secret signs for a day beside the new one`() throws {
    let (new, old) = (WebhookSecret.random(), WebhookSecret.random())
    let secrets = WebhookSecrets(current: new, former: old, replacedAt: .morning)
    let day = Instant.morning.advanced(bySeconds: 86_400)
    #expect(secrets.signing(at: .morning) == [new, old])
    #expect(secrets.signing(at: day.advanced(byMilliseconds: -1)) == [new, old])
    #expect(secrets.signing(at: day) == [new])
    #expect(WebhookSecrets(current: new, replacedAt: .morning).signing(at: .morning) == [new])
  }

  @Test func `a new secret has 32 bytes, is none that was, and is shown by its text alone`()
    throws
  {
    let (one, other) = (WebhookSecret.random(), WebhookSecret.random())
    #expect(one != other && one.text.hasPrefix("whsec_"))
    #expect(Data(base64Encoded: String(one.text.dropFirst(6)))?.count == 32)
    #expect(try WebhookSecret(one.text) == one)
    var dumped = ""
    dump(one, to: &dumped)
    for shown in ["\(one)", "\([one])", String(reflecting: one), dumped] {
      #expect(!shown.contains(one.text.dropFirst(6)))
    }
  }

  @Test(arguments: [24, 64])
  func `from 24 to 64 bytes are taken, padded or not, with white space around them`(count: Int)
    throws
  {
    let base64 = Data(repeating: 7, count: count).base64EncodedString()
    let plain = base64.replacing("=", with: "")
    for text in ["whsec_\(base64)", "whsec_\(plain)", " whsec_\(base64)\n"] {
      #expect(throws: Never.self) { try WebhookSecret(text) }
    }
  }

  @Test(
    arguments: [
      ("", .prefix), ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", .prefix), ("whsec_", .length(0)),
      ("whsec_!!!!", .base64), ("whsec_" + String(repeating: "A", count: 100_000), .base64),
      ("whsec_" + Data(repeating: 7, count: 23).base64EncodedString(), .length(23)),
      ("whsec_" + Data(repeating: 7, count: 65).base64EncodedString(), .length(65)),
    ] as [(String, WebhookSecretFault)])
  func `another text is refused, saying what would be right and not what it was`(
    text: String, fault: WebhookSecretFault
  ) {
    #expect(throws: fault) { try WebhookSecret(text) }
    #expect(fault.description.contains("24 to 64 bytes in base64"))
  }
}
