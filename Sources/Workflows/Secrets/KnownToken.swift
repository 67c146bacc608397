import OrderedJSON

/// What the tokens of a service look like.
struct KnownToken: Sendable {
  /// What its secrets are called.
  let name: String
  /// What each begins with.
  let prefix: [UInt8]
  /// Bytes behind that, at least.
  let least: Int
  /// What these may be, besides letters and digits.
  let others: Set<UInt8>
  /// How many of them there are behind one another, with full stops between them.
  let parts: Int
  /// What is known of them besides.
  let isLikely: @Sendable (ArraySlice<UInt8>) -> Bool

  private init(
    _ name: String, _ prefix: String, least: Int, others: String = "-_", parts: Int = 1,
    isLikely: @escaping @Sendable (ArraySlice<UInt8>) -> Bool = { _ in true }
  ) {
    self.name = name
    self.prefix = Array(prefix.utf8)
    self.least = least
    self.others = Set(others.utf8)
    self.parts = parts
    self.isLikely = isLikely
  }

  /// The end of a token that begins at a place; `nil`: none does.
  func end(in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes[start...].starts(with: prefix) else { return nil }
    let begin = start + prefix.count
    var end = begin
    for part in 1...parts {
      while end < bytes.count, bytes[end].isLetterOrDigit || others.contains(bytes[end]) {
        end += 1
      }
      guard part < parts else { break }
      guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
      end += 1
    }
    let token = bytes[begin..<end]
    return token.count >= least && isLikely(token) ? end : nil
  }
}

extension KnownToken {
  /// By the first byte of their prefixes, which is its number here.
  static let byFirst: [[KnownToken]] = (UInt8.min...UInt8.max).map { first in
    all.filter { $0.prefix.first == first }
  }

  private static let all = [
    KnownToken("api_key", "sk-", least: 8, isLikely: isRandom),
    KnownToken("api_key", "sk_live_", least: 10), KnownToken("api_key", "sk_test_", least: 10),
    KnownToken("api_key", "rk_live_", least: 10), KnownToken("api_key", "rk_test_", least: 10),
    KnownToken("github_token", "github_pat_", least: 20),
    KnownToken("github_token", "ghp_", least: 16), KnownToken("github_token", "gho_", least: 16),
    KnownToken("github_token", "ghu_", least: 16), KnownToken("github_token", "ghs_", least: 16),
    KnownToken("github_token", "ghr_", least: 16),
    KnownToken("gitlab_token", "glpat-", least: 16),
    KnownToken("slack_token", "xoxa-", least: 10), KnownToken("slack_token", "xoxb-", least: 10),
    KnownToken("slack_token", "xoxc-", least: 10), KnownToken("slack_token", "xoxd-", least: 10),
    KnownToken("slack_token", "xoxe-", least: 10),
    KnownToken("slack_token", "xoxe.", least: 10),
    KnownToken("slack_token", "xoxo-", least: 10), KnownToken("slack_token", "xoxp-", least: 10),
    KnownToken("slack_token", "xoxr-", least: 10), KnownToken("slack_token", "xoxs-", least: 10),
    KnownToken("slack_token", "xapp-", least: 10),
    KnownToken("access_key", "AKIA", least: 16, others: "", isLikely: isUpper),
    KnownToken("access_key", "ASIA", least: 16, others: "", isLikely: isUpper),
    KnownToken("api_key", "AIza", least: 35),
    KnownToken("npm_token", "npm_", least: 36, others: ""),
    KnownToken("api_key", "SG.", least: 40, parts: 2),
    KnownToken("webhook_secret", "whsec_", least: 20, others: "+/="),
    KnownToken("jwt", "eyJ", least: 20, parts: 3, isLikely: isJWT),
  ]

  /// Letters and digits among one another, or very many: a name of words has neither.
  @Sendable private static func isRandom(_ token: ArraySlice<UInt8>) -> Bool {
    token.split { !$0.isLetterOrDigit }.contains { part in
      part.count >= 20
        || part.count >= 8 && part.contains { $0.isDigit } && part.contains { !$0.isDigit }
    }
  }

  @Sendable private static func isUpper(_ token: ArraySlice<UInt8>) -> Bool {
    token.count == 16 && token.allSatisfy { $0.isUpper || $0.isDigit }
  }

  /// RFC 7519, 3: header, claims, which are JSON objects, and signature.
  @Sendable private static func isJWT(_ token: ArraySlice<UInt8>) -> Bool {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.dropFirst().first?.starts(with: "eyJ".utf8) == true
  }
}
