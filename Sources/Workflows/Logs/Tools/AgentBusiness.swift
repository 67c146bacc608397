package import OrderedJSON

/// What an agent calls tools for that do nothing in the world, and that no workflow needs.
package enum AgentBusiness: String, CaseIterable, Sendable {
  case thinking, toDoList, plan, handOver, finishing, askingPerson, routing

  /// - Parameters:
  ///   - tool: its name as it was called, in whatever case, with a server's name before it or not.
  ///   - params: of the call, an object.
  /// - Returns: `nil` where the call may do something.
  package init?(tool: String, params: JSON = [:]) {
    guard tool.utf8.count <= Limits.toolNameBytes else { return nil }
    if let business = AgentBusiness.written[tool] {
      self = business
      return
    }
    let name = AgentBusiness.words(of: tool)
    if let business = AgentBusiness.named[name] {
      self = business
    } else if AgentBusiness.handsOver(name, params) {
      self = .handOver
    } else {
      return nil
    }
  }

  /// Why such a call is to be left out, as the end of a sentence.
  package var reason: String {
    switch self {
    case .thinking: "the agent only thought aloud"
    case .toDoList: "the agent only kept its own to-do list"
    case .plan: "the agent only planned"
    case .handOver: "the agent only handed over to another agent"
    case .finishing: "the agent only said that it was done"
    case .askingPerson: "the agent asked a person"
    case .routing: "the agent only chose what to do next"
    }
  }

  /// A hand-over says what to do, in words; `transfer_to_account` with an amount is none.
  private static func handsOver(_ name: String, _ params: JSON) -> Bool {
    handOvers.contains { name.hasPrefix($0) && name.utf8.count > $0.utf8.count }
      && (params.members ?? []).allSatisfy {
        ($0.value.text != nil || $0.value.isNull) && $0.key != "amount"
      }
  }

  private static let handOvers = [
    "transfer_to_", "transfer_back_to_", "handoff_to_", "hand_off_to_", "delegate_to_",
  ]

  /// Names that are this in just this spelling, as some agents have them.
  private static let written: [String: AgentBusiness] = [
    "Agent": .handOver, "Task": .handOver, "TaskCreate": .toDoList, "TaskGet": .toDoList,
    "TaskList": .toDoList, "TaskOutput": .handOver, "TaskStop": .handOver, "TaskUpdate": .toDoList,
    "ToolSearch": .routing,
  ]

  private static let named: [String: AgentBusiness] = Dictionary(
    lists.flatMap { business, names in
      names.split(separator: " ").map { (String($0), business) }
    }, uniquingKeysWith: { first, _ in first })

  private static let lists: [(AgentBusiness, String)] = [
    (
      .thinking,
      "think think_tool thinking sequentialthinking sequential_thinking reflect reflection reason "
        + "reasoning scratchpad"
    ),
    (
      .toDoList,
      "todo todo_list todo_read todo_write todoread todowrite read_todos write_todos update_todos "
        + "update_todo_list manage_todo_list set_todo_list task_tracker task_tracking"
    ),
    (
      .plan,
      "plan planning update_plan make_plan submit_plan enter_plan_mode exit_plan_mode "
        + "plan_mode_respond"
    ),
    (
      .handOver,
      "delegate delegate_task delegate_work delegate_work_to_coworker delegate_work_to_co_worker "
        + "handoff hand_off new_task spawn_agent spawn_subagent subagent switch_agent wait_agent "
        + "close_agent send_input_to_agent"
    ),
    (
      .finishing,
      "finish finish_task finished done claim_done task_done task_complete attempt_completion "
        + "final_answer final_response final_result submit_answer submit_final_answer "
        + "structured_output end_conversation complete_task_and_exit agent_finish"
    ),
    (
      .askingPerson,
      "ask_human ask_user ask_user_question ask_followup_question ask_follow_up_question "
        + "ask_question_to_coworker ask_for_clarification ask_clarification "
        + "request_user_input request_human_input request_clarification human human_input "
        + "human_assistance human_in_the_loop transfer_to_human transfer_to_human_agent "
        + "transfer_to_human_agents message_ask_user"
    ),
    (
      .routing,
      "route router routing route_to_agent route_request select_agent select_next_agent "
        + "select_next_speaker next_agent switch_mode tool_search search_tools"
    ),
  ]

  /// `exit_plan_mode` of `ExitPlanMode` and of `mcp__agent__exit-plan-mode`.
  private static func words(of tool: String) -> String {
    var words: [UInt8] = []
    var last: UInt8?
    for byte in tool.utf8 {
      if byte == UInt8(ascii: "_"), last == byte {
        // What stood before two of them is the server's name.
        words = []
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") {
        words = []
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") {
        words.append(UInt8(ascii: "_"))
      } else {
        if byte.isUpper, let last, last.isLetterOrDigit, !last.isUpper {
          words.append(UInt8(ascii: "_"))
        }
        words.append(byte.lowercased)
      }
      last = byte
    }
    let name = String(decoding: words, as: UTF8.self)
    return name.hasPrefix("local_") ? String(name.dropFirst("local_".count)) : name
  }
}
