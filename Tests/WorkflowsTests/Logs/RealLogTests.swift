import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Real logs of agents; what they hold was found by eye.
@Suite struct RealLogTests {
  struct Truth: CustomTestStringConvertible, Sendable {
    let file: String
    let format: LogFormat
    let calls: [String]
    /// Which calls failed, counted from 0, and which have no result.
    var failed: [Int] = []
    var unanswered: [Int] = []
    var hasTimes = false

    var testDescription: String { file }
  }

  private static let truths = [
    Truth(
      file: "openai-chat-mailbox.json", format: .openaiChat,
      calls: [
        "emails-search_emails", "memory-read_graph", "emails-read_email",
        "filesystem-directory_tree",
      ] + Array(repeating: "pdf-tools-read_pdf_pages", count: 5) + [
        "terminal-run_command", "pdf-tools-merge_pdfs",
      ] + Array(repeating: "terminal-run_command", count: 4) + [
        "filesystem-directory_tree", "terminal-run_command", "terminal-run_command",
        "filesystem-write_file", "terminal-run_command", "terminal-run_command",
        "emails-send_email",
      ], failed: [17]),
    Truth(
      file: "openai-chat-airline.json", format: .openaiChat,
      calls: [
        "get_user_details", "search_direct_flight", "search_onestop_flight", "calculate",
        "book_reservation", "think", "calculate", "book_reservation", "get_user_details",
      ] + Array(repeating: "get_reservation_details", count: 7) + [
        "search_direct_flight", "search_onestop_flight", "think", "calculate", "calculate",
        "update_reservation_flights", "update_reservation_flights", "think",
      ] + Array(repeating: "update_reservation_flights", count: 4) + [
        "get_user_details", "get_reservation_details", "get_reservation_details",
        "get_reservation_details", "update_reservation_flights", "update_reservation_flights",
        "calculate",
      ],
      failed: [4, 21, 22, 24, 25, 26]),
    Truth(
      file: "openai-chat-without-ids.json", format: .openaiChat, calls: ["get_current_time"],
      hasTimes: true),
    Truth(file: "agentdojo-banking.json", format: .openaiChat, calls: ["get_user_help"]),
    Truth(
      file: "inspect-errors.json", format: .openaiChat,
      calls: Array(repeating: "bash", count: 11), failed: Array(0..<11)),
    Truth(
      file: "openai-responses.json", format: .openaiResponses, calls: ["update_plan"],
      hasTimes: true),
    Truth(
      file: "openai-responses-parallel-wrapper.json", format: .openaiResponses,
      calls: ["weather", "cityAttractions"], unanswered: [0, 1], hasTimes: true),
    Truth(
      file: "anthropic-parallel.json", format: .anthropic,
      calls: Array(repeating: "retrieve_entity_info", count: 4)),
    Truth(
      file: "anthropic-managed-events.jsonl", format: .anthropic, calls: ["web_search_exa"],
      hasTimes: true),
    Truth(
      file: "claude-code.jsonl", format: .claudeCode, calls: ["Write", "Bash"], hasTimes: true),
    Truth(
      file: "claude-code-stream.jsonl", format: .claudeCode, calls: ["Read", "Read"], failed: [1]),
    Truth(
      file: "langgraph-history.json", format: .langchain, calls: ["get_current_time"],
      hasTimes: true),
    Truth(
      file: "otlp-strands.json", format: .otlp, calls: ["get_user_location"], hasTimes: true),
    Truth(
      file: "otlp-lines.jsonl", format: .otlp, calls: ["run_commands"], unanswered: [0],
      hasTimes: true),
    Truth(
      file: "openinference-phoenix.json", format: .openinference,
      calls: [
        "list_datasets", "list_datasets", "ask_user", "create_dataset", "add_spans_to_dataset",
        "bash", "add_spans_to_dataset", "get_route_info",
      ], failed: [4], hasTimes: true),
    Truth(file: "langfuse.json", format: .langfuse, calls: ["get_weather"], hasTimes: true),
    Truth(
      file: "mcp-envelopes.json", format: .mcp,
      calls: [
        "search_documentation", "read_documentation", "search_documentation", "read_documentation",
      ], hasTimes: true),
    Truth(
      file: "mcp-sdk-session.jsonl", format: .mcp,
      calls: ["read_file", "list_directory", "write_file"], hasTimes: true),
    Truth(
      file: "atif.json", format: .atif,
      calls: ["financial_search", "financial_search", "news_search", "analyst_estimates"],
      hasTimes: true),
    Truth(
      file: "atif-parallel.json", format: .atif, calls: ["get_weather", "get_stock", "get_news"],
      failed: [1], unanswered: [2], hasTimes: true),
    Truth(
      file: "gemini-cli.json", format: .geminiCLI,
      calls: ["run_shell_command", "list_directory", "read_file"], hasTimes: true),
    Truth(
      file: "codex-exec.jsonl", format: .codex,
      calls: ["command_execution", "file_change", "command_execution", "command_execution"],
      unanswered: [1]),
    Truth(
      file: "openhands.json", format: .openhands, calls: ["str_replace_editor", "finish"],
      unanswered: [1], hasTimes: true),
  ]

  private func log(_ file: String) throws -> Log? {
    let url = Project.shared.appending(path: "logs").appending(path: file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      print("\(file) is not there: it was not read")
      return nil
    }
    guard file.hasSuffix(".jsonl") else { return Log(of: try JSON(parsing: text)) }
    let lines = text.split(whereSeparator: \.isNewline)
    return Log(of: .array(try lines.map { try JSON(parsing: String($0)) }))
  }

  @Test(arguments: truths) func `calls stand in order, with their results, errors and times`(
    truth: Truth
  ) throws {
    guard let log = try log(truth.file) else { return }
    let calls = log.calls
    #expect(log.format == truth.format)
    #expect(calls.map(\.tool) == truth.calls)
    #expect(calls.indices.filter { calls[$0].error != nil } == truth.failed)
    #expect(calls.indices.filter { calls[$0].result == nil } == truth.unanswered)
    #expect(calls.allSatisfy { $0.argumentFault == nil })
    #expect(calls.allSatisfy { ($0.at != nil) == truth.hasTimes })
  }

  @Test func `results are those of their calls`() throws {
    let results: [(file: String, call: Int, beginning: String)] = [
      ("openai-chat-mailbox.json", 2, "Email ID: 1\n"),
      ("openai-chat-mailbox.json", 17, "Security violation: "),
      ("openai-chat-airline.json", 3, "255.0"),
      ("openai-chat-without-ids.json", 0, "Noon"),
      ("agentdojo-banking.json", 0, "content: User help is required"),
      ("openai-responses.json", 0, "plan updated"),
      ("anthropic-parallel.json", 3, "daisy is bob's daughter"),
      ("anthropic-managed-events.jsonl", 0, "Title: langchain-ai/langsmith-sdk"),
      ("claude-code.jsonl", 1, "Hello world"),
      ("claude-code-stream.jsonl", 0, "     1→{"),
      ("claude-code-stream.jsonl", 1, "EISDIR: "),
      ("langgraph-history.json", 0, "2025-09-25T12:30:42.889461"),
      ("langfuse.json", 0, "The weather in Portland is stormy with a high of 19°C."),
    ]
    for (file, call, beginning) in results {
      guard let log = try log(file) else { continue }
      let text = try #require(log.calls[call].result?.read.text, "\(file)")
      #expect(text.utf8.starts(with: beginning.utf8), "\(file): \(text.prefix(60))")
    }
    guard let ids = try log("mcp-envelopes.json") else { return }
    let texts = ids.calls.map { $0.result?.json["content"]?.elements?.first?["text"]?.text ?? "" }
    #expect(
      texts.map { $0.hasPrefix("AWS Documentation from ") } == [false, true, false, true])
  }

  @Test func `times and durations are those of the log`() throws {
    guard let mcp = try log("mcp-envelopes.json"), let session = try log("claude-code.jsonl"),
      let events = try log("anthropic-managed-events.jsonl")
    else { return }
    #expect(mcp.calls.first?.at == Instant(milliseconds: 1_762_119_205_001))
    #expect(mcp.calls.map(\.durationMilliseconds) == [1287, 191, 1197, 88])
    #expect(session.calls.map(\.durationMilliseconds) == [283, 1544])
    #expect(events.calls.first?.at == Instant(rfc3339: "2026-07-06T16:52:58.959Z"))
    #expect(events.calls.first?.durationMilliseconds == 2183)
  }

  @Test func `what the user said is told from what programs put into its place`() throws {
    guard let session = try log("claude-code.jsonl"),
      let family = try log("anthropic-parallel.json"),
      let events = try log("anthropic-managed-events.jsonl"),
      let ids = try log("mcp-envelopes.json"),
      let lines = try log("otlp-lines.jsonl")
    else { return }
    #expect(session.said(by: .user).count == 1)
    #expect(session.notes.count == 1)
    #expect(family.said(by: .user).count == 1)
    #expect(family.said(by: .agent).count == 2)
    #expect(events.said(by: .user).count == 1)
    #expect(ids.said(by: .user).count == 1)
    #expect(lines.notes.count == 1)
  }
}
