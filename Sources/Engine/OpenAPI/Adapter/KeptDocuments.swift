import Automations
import Glibc
import OrderedJSON

/// What was read of documents, of each connection the last. What is used least lately goes where there
/// are too many: whoever needs it reads it again.
struct KeptDocuments {
  private struct Entry {
    let source: OpenAPISettings.Document
    let reading: DescribedAPIs.Reading
    let readAt: ContinuousClock.Instant
    let bytes: Int
    var used: UInt64
  }

  private var entries: [String: Entry] = [:]
  private var bytes = 0
  private var uses: UInt64 = 0

  /// What was read of a connection's document as it is now; `nil`: it was not, or too early.
  /// - Parameter earliest: of a document that stands elsewhere.
  mutating func reading(
    of api: DescribedAPI, since earliest: ContinuousClock.Instant
  ) -> DescribedAPIs.Reading? {
    let id = api.connection.id
    guard let entry = entries[id], entry.source.isSame(as: api.settings.document) else {
      return nil
    }
    if case .url = entry.source, entry.readAt < earliest { return nil }
    uses &+= 1
    entries[id]?.used = uses
    return entry.reading
  }

  /// - Parameter bytes: of the document's text.
  mutating func keep(
    _ reading: DescribedAPIs.Reading, of api: DescribedAPI, bytes: Int,
    at time: ContinuousClock.Instant
  ) {
    // What did not come from elsewhere may come the next time.
    if case .url = api.settings.document, case .failure = reading { return }
    let id = api.connection.id
    uses &+= 1
    self.bytes += bytes - (entries[id]?.bytes ?? 0)
    entries[id] = Entry(
      source: api.settings.document, reading: reading, readAt: time, bytes: bytes, used: uses)
    makeRoom()
  }

  private mutating func makeRoom() {
    let limits = Limits.openAPIKept
    guard entries.count > limits.count || bytes > limits.bytes else { return }
    // A tenth at a time, so that the sorting is rare.
    for (id, entry) in entries.sorted(by: { $0.value.used < $1.value.used }) {
      guard entries.count > limits.count * 9 / 10 || bytes > limits.bytes * 9 / 10 else { return }
      bytes -= entry.bytes
      entries[id] = nil
    }
  }
}

extension OpenAPISettings.Document {
  /// Whether it is the same byte for byte, as names in it are told apart.
  func isSame(as other: OpenAPISettings.Document) -> Bool {
    switch (self, other) {
    case (.text(var one), .text(var other)), (.url(var one), .url(var other)):
      // Long ones are compared with each call.
      one.withUTF8 { one in
        other.withUTF8 { other in
          guard one.count == other.count else { return false }
          guard let first = one.baseAddress, let second = other.baseAddress else {
            return one.isEmpty
          }
          return memcmp(first, second, one.count) == 0
        }
      }
    case (.text, .url), (.url, .text): false
    }
  }
}
