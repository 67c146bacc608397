/// What becomes of local times that a change of the clock leaves out or repeats.
struct DaylightSaving: Hashable, Sendable {
  enum Gap: String, CaseIterable, Sendable {
    /// Once, at the first instant after the gap.
    case after
    case skip
    /// Later by the gap's length.
    case shift
  }

  enum Fold: String, CaseIterable, Sendable {
    case first, last, both
  }

  var gap = Gap.after
  var fold = Fold.first

  /// Every real minute whose wall clock fits.
  static let wildcard = DaylightSaving(gap: .skip, fold: .both)
}
