import OrderedJSON
import Scheduling

/// Reads what somebody says of channels, beside those that there are.
struct ChannelReading: Sendable {
  private let before: [NotificationChannel]
  /// The names of the connections that a channel may go by.
  private let runners: [String]
  /// What is wrong with an address of mail; `nil`: nothing.
  private let mailFault: @Sendable (String) -> String?

  /// The ids of those that stay, as they are or changed.
  private(set) var kept: Set<String> = []
  private(set) var changed: [NotificationChannel] = []
  /// The whole addresses of changed ones that are secret, by their ids.
  private(set) var addresses: [String: SecretText] = [:]
  private(set) var faults: [Fault] = []
  /// Kinds and addresses of those that were read.
  private var known: Set<[String]> = []

  init(
    beside before: [NotificationChannel], runners: [String],
    mailFault: @escaping @Sendable (String) -> String?
  ) {
    self.before = before
    self.runners = runners
    self.mailFault = mailFault
  }

  /// - Parameters:
  ///   - newID: of the channel where it is a new one.
  ///   - path: where the draft stands.
  ///   - isAdded: whether it is one more. Of those whose address is secret only a part is known, which
  ///     two topics of one server have in common.
  mutating func read(
    _ draft: ChannelDraft, newID: String, at path: [String], isAdded: Bool = false
  ) {
    let shown = draft.kind.hasSecretAddress ? ChannelReading.shown(draft.to) : draft.to
    let old = before.first { channel in
      !kept.contains(channel.id) && !(isAdded && draft.kind.hasSecretAddress)
        && draft.id.map { $0 == channel.id } ?? (channel.kind == draft.kind && channel.to == shown)
    }
    if draft.id != nil, old == nil {
      let words = "is none of your channels; leave it away for a new one"
      faults.append(Fault(path + ["id"], words))
      return
    }
    let isNew = known.insert([draft.kind.rawValue, draft.to]).inserted
    guard isNew || draft.kind.hasSecretAddress else {
      faults.append(Fault(path + ["to"], "must not be there twice"))
      return
    }
    if let old, old.kind == draft.kind, old.to == draft.to {
      kept.insert(old.id)
      return
    }
    if let fault = fault(of: draft) {
      faults.append(Fault(path + ["to"], fault))
      return
    }
    let id = old?.id ?? newID
    kept.insert(id)
    if draft.kind.hasSecretAddress { addresses[id] = SecretText(name: "to", text: draft.to) }
    changed.append(
      NotificationChannel(id: id, kind: draft.kind, to: shown, isConfirmed: draft.kind != .mail))
  }

  private func fault(of draft: ChannelDraft) -> String? {
    let to = draft.to
    if to.isEmpty { return "must not be empty" }
    if to.utf8.count > Limits.channelBytes {
      return "must have at most \(Limits.channelBytes) bytes"
    }
    if to.unicodeScalars.contains(where: { $0.isDeceptive || $0.properties.isWhitespace }),
      draft.kind != .webhook
    {
      return "must not contain spaces or control characters"
    }
    switch draft.kind {
    case .mail: return faultOfMail(to)
    case .webhook:
      return runners.contains { $0.utf8.elementsEqual(to.utf8) }
        ? nil
        : "must be the name of a connection of the kind webhook; "
          + (runners.isEmpty ? "there is none yet" : "there are \(runners.listedInBrief)")
    case .slack, .ntfy:
      // Behind one, what is secret would be taken for a part of the host, which is shown.
      if to.utf8.contains(UInt8(ascii: "\\")) { return "must not contain \\: write / or %5C" }
      return WebAddress.fault(of: to)
    }
  }

  /// One address, without a name beside it.
  private func faultOfMail(_ to: String) -> String? {
    let isOne = to.utf8.count { $0 == UInt8(ascii: "@") } == 1
    guard isOne, !to.utf8.contains(where: { ",;<>\"()\\".utf8.contains($0) }) else {
      return "must be one address such as alice@example.com"
    }
    return mailFault(to)
  }

  /// A secret address as it may be shown: its host, and the last characters of a long path.
  private static func shown(_ address: String) -> String {
    let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2 else { return "" }
    let path = parts.count > 3 ? String(parts[3]) : ""
    let last4 = SecretText(name: "to", text: path).last4
    return "\(parts[0])//\(parts[2].prefix { $0 != "?" })/[secret …\(last4)]"
  }
}
