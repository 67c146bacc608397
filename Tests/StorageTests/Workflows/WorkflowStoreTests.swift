import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// What people made of workflows, kept.
@Suite struct WorkflowStoreTests {
  private let world: World
  private let edited = EditedWorkflow(
    workflow: Workflow(steps: [.init(tool: "mail", params: ["a": ["$ref": "secrets/token"]])]),
    left: ["p1"])

  init() throws { world = try World() }

  @Test func `it is kept once for each revision, and forgotten`() async throws {
    let id = try await world.save()
    #expect(try await world.workflows.keep(edited, of: id, revision: 1, by: .alice) == true)
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.edited == edited && trace.automation.workflowRevision == 2)
    #expect(trace.workflow == edited.workflow)
    #expect(try await world.workflows.keep(edited, of: id, revision: 1, by: .alice) == false)
    #expect(try await world.workflows.keep(nil, of: id, revision: 2, by: .alice) == true)
    #expect(try await world.traces.trace(id, in: .alice)?.edited == nil)
  }

  @Test func `somebody else's is not there`() async throws {
    let id = try await world.save()
    #expect(try await world.workflows.keep(edited, of: id, revision: 1, by: .bob) == nil)
    #expect(try await world.traces.trace(id, in: .alice)?.edited == nil)
  }

  @Test func `a trace that is saved again leaves it alone, and goes with it`() async throws {
    let id = try await world.save()
    _ = try await world.workflows.keep(edited, of: id, revision: 1, by: .alice)
    _ = try await world.traces.update(
      id,
      RecordedChange(
        name: nil,
        recording: NewRecording(Recording([["event": "tool_call", "tool": "other"]]))),
      by: .alice)
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.edited == edited && trace.automation.workflowRevision == 2)
    #expect(try await world.traces.delete(id, by: .alice) != nil)
  }
}
