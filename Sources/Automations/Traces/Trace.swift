package import OrderedJSON
package import Workflows

/// What an agent did once: the log of its tool calls as it came, and the automation that it became.
package struct Trace: Sendable {
  /// All that people see of it but the entries.
  package let automation: Automation
  /// Its entries as they are kept.
  package let recording: Recording
  /// What people made of the workflow; `nil`: it is as it was recorded.
  package let edited: EditedWorkflow?

  package init(
    automation: Automation, recording: Recording, edited: EditedWorkflow? = nil
  ) {
    self.automation = automation
    self.recording = recording
    self.edited = edited
  }

  /// The entries as they came, but for secrets: a JSON array of objects.
  package var traceData: JSON { recording.shown }
  /// The entries, read for what they mean.
  package var log: Log { recording.log }
  /// What is to happen: as people made it, else as it was recorded.
  package var workflow: Workflow { edited?.workflow ?? recording.workflow }
}

extension Trace {
  /// Where a trace comes from, and how much there is of it.
  package struct Origin: Hashable, Sendable {
    /// As the client gave it.
    package let providerID: String
    /// The conversation's, as the client gave it; several traces may have the same.
    package let threadID: String
    /// Entries of every kind.
    package let entryCount: Int
    /// How many entries are steps that can run.
    package let stepCount: Int
    package init(
      providerID: String, threadID: String, entryCount: Int, stepCount: Int
    ) {
      self.providerID = providerID
      self.threadID = threadID
      self.entryCount = entryCount
      self.stepCount = stepCount
    }
  }
}
