import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What is proposed of real logs of agents; with `REPRISE_REMARKS` all of it is printed.
@Suite struct RealLogProposalTests {
  private func proposals(_ file: String) throws -> [Proposal]? {
    let url = Project.shared.appending(path: "logs").appending(path: file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      print("\(file) is not there: nothing was proposed of it")
      return nil
    }
    let lines = text.split(whereSeparator: \.isNewline)
    let json =
      file.hasSuffix(".jsonl")
      ? JSON.array(try lines.map { try JSON(parsing: String($0)) }) : try JSON(parsing: text)
    let days = RecordedDays(zone: nil, savedAt: Instant(day: 20_780))
    return Draft(of: Log(of: json), days: days).proposals
  }

  private func told(_ proposal: Proposal) -> String {
    [
      proposal.strength.rawValue, proposal.kind.rawValue, proposal.steps.joined(separator: "+"),
      proposal.path?.description,
    ].compactMap(\.self).joined(separator: " ")
  }

  @Test func `what was seen by eye is proposed`() throws {
    let seen = [
      ("openai-chat-mailbox.json", "strong link s3 /email_id"),
      ("openai-chat-mailbox.json", "likely derived s22 /subject"),
      ("openai-chat-airline.json", "strong loop s10+s11+s12+s13+s14+s15+s16"),
      ("openai-chat-airline.json", "strong link s8 /passengers/0/dob"),
      // Ways of paying lie under their own ids, which are others another time.
      ("openai-chat-airline.json", "likely link s8 /payment_methods/0/payment_id"),
      ("openinference-phoenix.json", "strong link s7 /spanIds/0"),
      ("mcp-envelopes.json", "likely link s2 /url"),
    ]
    for (file, wanted) in seen {
      guard let found = try proposals(file) else { continue }
      #expect(found.map(told).contains(wanted), "\(file)")
    }
  }

  @Test func `every file gives what it gives, whatever stands in it`() throws {
    let folder = Project.shared.appending(path: "logs")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for file in files.sorted() where file.contains(".json") {
      guard let found = try proposals(file) else { continue }
      #expect(Set(found.map(\.id)).count == found.count, "\(file)")
      guard ProcessInfo.processInfo.environment["REPRISE_REMARKS"] != nil else { continue }
      print("\(file): \(found.count)")
      for proposal in found {
        print(
          "  \(told(proposal)) \((proposal.old?.serialized ?? "").prefix(160)) -> "
            + "\((proposal.new?.serialized ?? "").prefix(260)) | \(proposal.why.prefix(160))")
      }
    }
  }
}
