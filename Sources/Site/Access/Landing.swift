import Automations
import Hummingbird

/// The address of the page that a form leads to, with the receipt that it is asked for with.
struct Landing {
  let place: String
  let receipt: String

  init(place: String, receipt: String) {
    self.place = place
    self.receipt = receipt
  }

  /// - Parameter address: path and query of a request; `nil` where they bear no receipt at the end.
  init?(address: String) {
    let head = address.dropLast(Landing.receiptLength)
    guard head.hasSuffix("?of=") || head.hasSuffix("&of=") else { return nil }
    place = String(head.dropLast(4))
    receipt = String(address.suffix(Landing.receiptLength))
  }

  var address: String { place + (place.contains("?") ? "&" : "?") + "of=" + receipt }

  /// Of a UUID.
  private static let receiptLength = 36
}

extension Services {
  /// Whether a page is the one that a form led to, asked for the first time, and soon: only then it
  /// says what was done. A reload or a bookmark would say it of another time.
  func isLanding(_ request: Request, by caller: Caller?) async -> Bool {
    guard request.method == .get, let caller, let landing = Landing(address: request.uri.string)
    else { return false }
    // Where the receipt cannot be taken, as on a full disk, the page says less, and is shown.
    return (try? await idempotency.take(landing.receipt, by: caller)) == landing.place
  }
}
