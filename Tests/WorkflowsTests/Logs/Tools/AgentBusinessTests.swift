import OrderedJSON
import Testing
import Workflows

/// Calls that are the agent's own business.
@Suite struct AgentBusinessTests {
  @Test(
    arguments: [
      ("think", .thinking), ("mcp__seq__sequentialthinking", .thinking), ("TodoWrite", .toDoList),
      ("write_todos", .toDoList), ("TaskUpdate", .toDoList), ("update_plan", .plan),
      ("ExitPlanMode", .plan), ("Task", .handOver), ("transfer_to_billing", .handOver),
      ("Delegate work to coworker", .handOver), ("finish", .finishing),
      ("local-claim_done", .finishing), ("functions.final_result", .finishing),
      ("AskUserQuestion", .askingPerson), ("transfer_to_human_agents", .askingPerson),
      ("route_to_agent", .routing),
    ] as [(String, AgentBusiness)])
  func `are known by name`(tool: String, business: AgentBusiness) {
    #expect(AgentBusiness(tool: tool) == business)
    #expect(!business.reason.isEmpty)
  }

  @Test(arguments: [
    "send_email", "task_update", "create_task", "transfer_to_", "plan_trip", "rethink",
    "ask_question",
    "", "__", "finish_order", "create_plan", "todo_create_item",
  ])
  func `what may do something is none`(tool: String) {
    #expect(AgentBusiness(tool: tool) == nil)
  }

  @Test func `a transfer of money is no hand-over`() {
    #expect(AgentBusiness(tool: "transfer_to_savings", params: ["amount": "50"]) == nil)
    #expect(AgentBusiness(tool: "transfer_to_savings", params: ["sum": 50]) == nil)
    #expect(AgentBusiness(tool: "transfer_to_sales", params: ["task": "refund"]) == .handOver)
  }

  @Test func `a name of any length is looked at`() {
    #expect(AgentBusiness(tool: String(repeating: "think_", count: 100_000)) == nil)
  }
}
