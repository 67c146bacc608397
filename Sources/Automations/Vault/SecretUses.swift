import OrderedJSON
import Scheduling
import Synchronization

/// Has noted when secrets were last used: of each at most once a minute, and beside the call, which
/// does not wait for it.
final class SecretUses: Sendable {
  private let store: any VaultStore
  /// Those whose use is being noted.
  private let noted = Mutex<Set<SecretUse>>([])

  init(store: any VaultStore) { self.store = store }

  func note(_ secrets: [KeptSecret], at now: Instant) {
    let earlier = now.advanced(byMilliseconds: -Limits.secretUse)
    let uses = secrets.filter { $0.usedAt.map { $0 <= earlier } ?? true }.map(\.use)
    let begun = noted.withLock { noted in uses.filter { noted.insert($0).inserted } }
    guard !begun.isEmpty else { return }
    Task {
      for use in begun {
        // That it was used is not worth a failure, as where the disk is full.
        try? await store.touch(use, at: now, unlessAfter: earlier)
        noted.withLock { _ = $0.remove(use) }
      }
    }
  }
}
