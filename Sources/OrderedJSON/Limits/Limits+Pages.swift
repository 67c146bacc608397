// What a page shows.
extension Limits {
  /// Elements of a loop that are shown where it is checked, and bytes of each.
  package static let (shownElements, shownElementBytes) = (3, 80)
  /// Faults that the page of a new trace shows: thousands of wrong entries are told by the first.
  package static let faultsShown = 20
  /// Lines of a pasted trace that are shown before and after the one with the fault, and bytes of
  /// that one before and behind the place: a whole trace may stand in one line.
  package static let shownAboutFault = (lines: 2, bytes: 60)
  /// Characters of a name or a reason in a list, which shows one line or two of it.
  package static let excerptCharacters = 300
  /// Characters of a text on the page that is about it.
  package static let pageTextCharacters = 20_000
  /// Bytes of a recorded value on the page that is about it. Indented, 8 MiB can become 500 MB.
  package static let recordedValueBytes = 1 << 20
  /// Entries, and steps, that a panel shows; each has a page of its own, and the next one's is near.
  package static let shownOnPanel = 200
  /// Bytes of recorded values on a panel in all, so that the first view stays small, and of each at
  /// least.
  package static let panelValueBytes = (all: 90_000, least: 100)
  /// Runs, planned ones, and notices that it shows: a history of its own has all.
  package static let recentOnPanel = (runs: 10, notices: 5)
  /// Steps of a run on one page.
  package static let shownOfRun = 200
  /// Bytes of requests and answers on the page of a run in all, and of each at least and at most.
  package static let runValueBytes = (all: 600_000, least: 200, most: 20_000)
  /// Tools that a sentence on the panel names, and those that it asks about below the steps shown.
  package static let namedTools = 10
}
