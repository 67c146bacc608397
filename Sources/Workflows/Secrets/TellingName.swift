import OrderedJSON

/// A name that tells that what it names is secret: `Authorization`, `api_key`, `accessToken`.
struct TellingName {
  /// As secrets are called: its words in lower case, `access_token`.
  let text: String
  private let kind: Kind

  /// What a secret of such a name may look like.
  private enum Kind {
    /// Whatever it is.
    case any
    /// Without spaces: such a name also names words.
    case unbroken
    /// And no short one: a `token` is also a part of a text, and a coin.
    case long
    /// To the end of its line, as headers are.
    case line
    /// What nobody thinks of: such a name also names what is looked for.
    case random
  }

  /// Whether its values go on to the end of their lines.
  var namesLines: Bool { kind == .line }

  /// - Parameter name: of a member, a header, a param of an address, or what stands before a colon.
  /// - Returns: `nil` where it tells nothing.
  init?(_ name: some Collection<UInt8>) {
    guard (2...Limits.tellingNameBytes).contains(name.count) else { return nil }
    let words = TellingName.words(of: name)
    guard let last = words.last else { return nil }
    let before = words.dropLast().last
    switch (before, last) {
    case (_, "authorization"), (_, "cookie"), (_, "cookies"): kind = .line
    case (_, "password"), (_, "passwd"), (_, "passphrase"), (_, "passcode"), (_, "pwd"),
      (_, "credential"), (_, "credentials"), (_, "secret"):
      kind = .any
    case (let before?, "pass") where TellingName.accounts.contains(before): kind = .any
    case (let before?, "key") where TellingName.keys.contains(before): kind = .unbroken
    case (_, "apikey"), (_, "secretkey"), (_, "accesskey"), (_, "privatekey"), (_, "accesstoken"),
      (_, "authtoken"), (_, "bearer"):
      kind = .unbroken
    case (nil, "token"): kind = .long
    case (let before?, "token") where !TellingName.places.contains(before): kind = .unbroken
    default: return nil
    }
    let isQualified = last == "token" || last == "key" || last == "pass" || last == "secret"
    text = isQualified ? [before, last].compactMap(\.self).joined(separator: "_") : last
  }

  /// A param by which an address is signed: `sig`, `X-Amz-Signature`. Elsewhere a signature proves
  /// something and opens nothing.
  ///
  /// `nil`: the name is another.
  init?(ofSignature name: some Collection<UInt8>) {
    guard let last = TellingName.words(of: name).last, last == "sig" || last == "signature" else {
      return nil
    }
    (text, kind) = ("signature", .unbroken)
  }

  /// A param that is all the sign-in of some APIs: `key`, `appid`. Elsewhere such names tell nothing.
  ///
  /// `nil`: the name is another.
  init?(ofKey name: some Collection<UInt8>) {
    guard [["key"], ["appid"]].contains(TellingName.words(of: name)) else { return nil }
    (text, kind) = ("api_key", .random)
  }

  /// Whether a text of this name is a secret, and not what stands for one or says what it is to be.
  func isSecret(_ value: some Collection<UInt8>) -> Bool {
    guard !Placeholder.covers(value) else { return false }
    switch kind {
    case .any, .line: return true
    case .unbroken: return !value.contains { $0.isSpace }
    case .long: return value.count >= TellingName.longToken && !value.contains { $0.isSpace }
    case .random:
      return value.count >= TellingName.randomKey && !value.contains { $0.isSpace }
        && value.contains { $0.isDigit } && value.contains { $0.isLetterOrDigit && !$0.isDigit }
    }
  }

  private static let longToken = 8
  /// Of the shortest keys that are known.
  private static let randomKey = 16

  /// Of a member of an object that it names, and that tells nothing by its own name: each of some cookies
  /// is one.
  var passesOn: Bool { text == "cookies" || text == "credentials" }

  /// Of whom a `pass` is no way through something.
  private static let accounts: Set = [
    "admin", "auth", "db", "database", "ftp", "imap", "mail", "proxy", "root", "smtp", "user",
  ]
  private static let keys: Set = [
    "access", "account", "api", "app", "auth", "client", "consumer", "encryption", "license",
    "private", "secret", "service", "shared", "signing", "storage", "subscription",
  ]
  /// What a `token` marks a place or a part of a text by.
  private static let places: Set = [
    "bos", "change", "continuation", "continue", "cursor", "delta", "end", "eos", "first", "last",
    "mask", "new", "next", "nextpage", "pad", "page", "pagination", "per", "prev", "previous",
    "sep", "skip", "special", "start", "stop", "sync", "unk",
  ]

  /// `x`, `api` and `key` of `X-Api-Key`, `xApiKey` and `XAPIKey`, in lower case.
  private static func words(of name: some Collection<UInt8>) -> [String] {
    let name = Array(name)
    var words: [[UInt8]] = [[]]
    for (index, byte) in name.enumerated() {
      let before = index > 0 ? name[index - 1] : 0
      let after = index + 1 < name.count ? name[index + 1] : 0
      let begins =
        byte.isUpper
        && (before.isLetterOrDigit && !before.isUpper
          || before.isUpper && after.isLetterOrDigit && !after.isUpper && !after.isDigit)
      if !byte.isLetterOrDigit {
        words.append([])
      } else if begins {
        words.append([byte.lowercased])
      } else {
        words[words.count - 1].append(byte.lowercased)
      }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension UInt8 {
  var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isLetterOrDigit: Bool {
    isUpper || isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
  }
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var lowercased: UInt8 { isUpper ? self | 0x20 : self }
}
