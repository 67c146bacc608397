package import OrderedJSON
import Scheduling

/// A trace, read for what it means, whatever wrote it down.
package struct Log: Sendable {
  /// What it was written in.
  package let format: LogFormat
  /// In the order in which they happened, as far as the log tells it.
  package let entries: [LogEntry]

  /// Reads a list of entries, or one object, which is a list of one. The format is recognised by shape;
  /// what none recognises is Reprise's own. Linear in its size.
  package init(of traceData: JSON) {
    for entries in Entry.levels(of: traceData) {
      guard let reader = LogReaders.all.first(where: { $0.recognises(entries) }) else { continue }
      self.init(entries, by: reader)
      return
    }
    self.init(Entry.levels(of: traceData).first ?? [], by: RepriseReader.self)
  }

  private init(_ entries: [Entry], by reader: any LogReader.Type) {
    var writer = LogWriter()
    reader.read(entries, to: &writer)
    (format, self.entries) = (reader.format, writer.entries)
  }

  /// In order.
  package var calls: [LoggedCall] {
    entries.compactMap { if case .call(let call) = $0.content { call } else { nil } }
  }
}

/// The formats of logs that are read, by the names that the API has for them.
package enum LogFormat: String, CaseIterable, Sendable {
  case reprise
  case openaiChat = "openai_chat"
  case openaiResponses = "openai_responses"
  case anthropic
  case claudeCode = "claude_code"
  case langchain, otlp, openinference, langfuse, mcp, atif
  case geminiCLI = "gemini_cli"
  case codex, openhands
}

/// Something that a log tells.
package struct LogEntry: Sendable {
  package enum Content: Sendable {
    case call(LoggedCall)
    case said(by: Speaker, String)
    /// What else the log tells, in its own words or in ours.
    case note(String)
  }

  /// Where in the trace it stands.
  package let source: JSONPointer
  /// What it is.
  package internal(set) var content: Content
}

/// Who said something: the person who asked, or the agent.
package enum Speaker: Sendable { case user, agent }
