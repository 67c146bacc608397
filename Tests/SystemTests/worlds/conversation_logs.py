"""Logs that are conversations with a model, as several programs write them."""

import copy
import dataclasses
import json


def text(result):
    """As tools give it to a model."""
    return result if isinstance(result, str) else json.dumps(result)


def told(call):
    return f"Error: {call.error}" if call.error else text(call.result)


def rfc3339(moment):
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def openai_chat(agent):
    messages = [{"role": "system", "content": "You are a helpful clerk."},
                {"role": "user", "content": agent.asked}]
    for call in agent.calls:
        messages += [
            {"role": "assistant", "content": None, "tool_calls": [{
                "id": call.id, "type": "function", "function": {
                    "name": call.tool, "arguments": json.dumps(call.params)}}]},
            {"role": "tool", "tool_call_id": call.id, "content": told(call)}]
    return {"messages": [*messages, {"role": "assistant", "content": agent.answer}]}


def openai_chat_at_once(agent):
    """The calls after the first one are made at once, and answered in another order."""
    first, *calls = agent.calls
    [log] = openai_chat(agent)["messages"][2:3]
    return [
        {"role": "user", "content": agent.asked}, log,
        {"role": "tool", "tool_call_id": first.id, "content": told(first)},
        {"role": "assistant", "content": "All of these.", "tool_calls": [{
            "id": call.id, "type": "function", "function": {
                "name": call.tool, "arguments": json.dumps(call.params)}} for call in calls]},
        *({"role": "tool", "tool_call_id": call.id, "content": told(call)}
          for call in reversed(calls))]


def openai_chat_through_a_gateway(agent):
    """One tool that calls all others."""
    calls = [
        dataclasses.replace(call, tool="use_mcp_tool", params={
            "server_name": "world", "tool_name": call.tool, "arguments": call.params})
        for call in agent.calls]
    through = copy.copy(agent)
    through.calls = calls
    return openai_chat(through)


openai_chat_at_once.format = openai_chat_through_a_gateway.format = openai_chat.__name__


def openai_responses(agent):
    items = [{"role": "user", "content": agent.asked}]
    for number, call in enumerate(agent.calls):
        items += [
            {"type": "function_call", "id": f"fc_{number}", "call_id": call.id,
             "name": call.tool, "arguments": json.dumps(call.params), "status": "completed"},
            {"type": "function_call_output", "call_id": call.id, "output": told(call)}]
    return [*items, {"type": "message", "role": "assistant", "content": [
        {"type": "output_text", "text": agent.answer}]}]


def blocks(call):
    """A call and its result as blocks of Anthropic's messages."""
    use = {"type": "tool_use", "id": call.id, "name": call.tool, "input": call.params}
    result = {"type": "tool_result", "tool_use_id": call.id, "is_error": bool(call.error),
              "content": [{"type": "text", "text": call.error or text(call.result)}]}
    return use, result


def anthropic(agent):
    messages = [{"role": "user", "content": agent.asked}]
    for call in agent.calls:
        use, result = blocks(call)
        messages += [
            {"role": "assistant", "content": [{"type": "text", "text": "I go on."}, use]},
            {"role": "user", "content": [result]}]
    return [*messages, {"role": "assistant", "content": [{"type": "text", "text": agent.answer}]}]


def claude_code(agent):
    lines = []

    def line(role, content, at):
        lines.append({
            "type": role, "sessionId": "a-session", "uuid": f"u{len(lines)}",
            "parentUuid": f"u{len(lines) - 1}" if lines else None, "isSidechain": False,
            "timestamp": rfc3339(at),
            "message": {"id": f"m{len(lines)}", "role": role, "content": content}})

    line("user", agent.asked, agent.begins())
    for call in agent.calls:
        use, result = blocks(call)
        line("assistant", [use], call.at)
        line("user", [result], call.at)
    line("assistant", [{"type": "text", "text": agent.answer}], agent.calls[-1].at)
    return lines


def langchain(agent):
    messages = [{"type": "human", "content": agent.asked, "id": "h1"}]
    for number, call in enumerate(agent.calls):
        messages += [
            {"type": "ai", "content": "", "id": f"a{number}",
             "tool_calls": [
                 {"name": call.tool, "args": call.params, "id": call.id, "type": "tool_call"}],
             "additional_kwargs": {"tool_calls": [{
                 "id": call.id, "type": "function", "function": {
                     "name": call.tool, "arguments": json.dumps(call.params)}}]}},
            {"type": "tool", "name": call.tool, "tool_call_id": call.id,
             "content": call.error or text(call.result),
             "status": "error" if call.error else "success"}]
    return {"messages": [*messages, {"type": "ai", "content": agent.answer, "tool_calls": []}]}


def gemini_cli(agent):
    def message(call):
        response = {"error": call.error} if call.error else {"output": text(call.result)}
        return {
            "id": f"g-{call.id}", "type": "gemini", "content": "", "timestamp": rfc3339(call.at),
            "toolCalls": [{
                "id": call.id, "name": call.tool, "args": call.params,
                "status": "error" if call.error else "success", "timestamp": rfc3339(call.at),
                "result": [{"functionResponse": {
                    "id": call.id, "name": call.tool, "response": response}}]}]}

    return {"sessionId": "a-session", "startTime": rfc3339(agent.begins()), "messages": [
        {"id": "u", "type": "user", "timestamp": rfc3339(agent.begins()),
         "content": [{"text": agent.asked}]},
        *map(message, agent.calls)]}


def codex(agent):
    def line(kind, at, **payload):
        return {"timestamp": rfc3339(at), "type": kind, "payload": payload}

    lines = [line("session_meta", agent.begins(), id="a-session"),
             line("event_msg", agent.begins(), type="user_message", message=agent.asked)]
    for call in agent.calls:
        lines += [
            line("response_item", call.at, type="function_call", name=call.tool,
                 arguments=json.dumps(call.params), call_id=call.id),
            line("response_item", call.at, type="function_call_output", call_id=call.id,
                 output=told(call))]
    return lines


def openhands(agent):
    events = [{"id": 0, "source": "user", "action": "message", "timestamp": naive(agent.begins()),
               "args": {"content": agent.asked}}]
    for call in agent.calls:
        number = len(events)
        events += [
            {"id": number, "source": "agent", "action": "call_tool_mcp",
             "timestamp": naive(call.at),
             "args": {"name": call.tool, "arguments": call.params, "thought": ""}},
            {"id": number + 1, "source": "agent", "cause": number,
             "observation": "error" if call.error else "mcp",
             "content": call.error or text(call.result)}]
    return events


def naive(moment):
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")
