import Workflows

extension TraceSummary {
  /// The name, or what stands for it.
  var displayName: String { name ?? "Untitled" }

  /// The IANA name of the schedule's zone, where it has one.
  var timeZoneName: String? { schedule?.config?["timezone"]?.text }
}
