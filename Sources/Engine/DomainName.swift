import Foundation
import OrderedJSON
import Workflows

/// Names of hosts as the DNS has them.
enum DomainName {
  /// The name in ASCII: letters of other scripts by IDNA (UTS 46), as browsers write them.
  /// - Returns: `nil` where it is no name of a host.
  static func ascii(_ text: String) -> String? {
    guard !text.isEmpty, text.utf8.count <= Limits.hostNameBytes else { return nil }
    if text.utf8.allSatisfy(\.isUnreserved) {
      return text.utf8.count <= Limits.domainName.bytes ? text : nil
    }
    // Nothing that could end the host of a URL.
    let isName = text.unicodeScalars.allSatisfy {
      !$0.isASCII || UInt8(ascii: $0).isUnreserved
    }
    guard isName, let host = URL(string: "http://\(text)/")?.host, !host.isEmpty,
      host.utf8.allSatisfy(\.isUnreserved), host.utf8.count <= Limits.domainName.bytes
    else { return nil }
    return host
  }

  /// Whether a mail can be addressed to the name (RFC 5321, 4.1.2): labels of letters, digits and
  /// inner hyphens.
  static func isMailDomain(_ ascii: String) -> Bool {
    ascii.utf8.count <= Limits.domainName.mailed
      && ascii.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { label in
          (1...Limits.domainName.label).contains(label.count) && label.first != UInt8(ascii: "-")
            && label.last != UInt8(ascii: "-")
            && label.allSatisfy {
              $0.isUnreserved && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "~")
            }
        }
  }
}
