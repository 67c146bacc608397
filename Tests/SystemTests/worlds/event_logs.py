"""Logs that are spans, messages of a protocol or entries, as several programs write them."""

import datetime
import json

from worlds.conversation_logs import rfc3339, text


def nanoseconds(moment):
    return str(int(moment.timestamp()) * 1_000_000_000)


def ended(call):
    return call.at + datetime.timedelta(seconds=1)


def reprise(agent):
    def entry(call):
        outcome = {"error": call.error} if call.error else {"result": call.result}
        return {"timestamp": rfc3339(call.at), "event": "tool_call", "tool": call.tool,
                "params": call.params, **outcome}

    return [{"timestamp": rfc3339(agent.begins()), "event": "user_message", "text": agent.asked},
            *map(entry, agent.calls),
            {"event": "completion"}]


def otlp(agent):
    def span(name, start, end, status, **attributes):
        return {
            "traceId": "5b8efff798038103d269b633813fc60c", "spanId": f"{name}-{start}",
            "name": name, "startTimeUnixNano": nanoseconds(start),
            "endTimeUnixNano": nanoseconds(end), "status": status,
            "attributes": [
                {"key": "gen_ai." + key.replace("__", "."), "value": {"stringValue": value}}
                for key, value in attributes.items()]}

    def executed(call):
        status = {"code": 2, "message": call.error} if call.error else {}
        outcome = {} if call.error else {"tool__call__result": text(call.result)}
        return span(
            f"execute_tool {call.tool}", call.at, ended(call), status,
            operation__name="execute_tool", tool__name=call.tool, tool__call__id=call.id,
            tool__call__arguments=json.dumps(call.params), **outcome)

    asked = [{"role": "user", "parts": [{"type": "text", "content": agent.asked}]}]
    chat = span("chat", agent.begins(), agent.begins(), {}, operation__name="chat",
                input__messages=json.dumps(asked))
    return {"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": [
        {"scope": {"name": "clerk"}, "spans": [chat, *map(executed, agent.calls)]}]}]}


def openinference(agent):
    def span(id, name, kind, parent, start, end, **attributes):
        error = attributes.pop("error", None)
        return {
            "name": name, "context": {"trace_id": "t1", "span_id": id}, "span_kind": kind,
            "parent_id": parent, "start_time": start.isoformat(), "end_time": end.isoformat(),
            "status_code": "ERROR" if error else "OK", "status_message": error or "",
            "attributes": {
                key.replace("__", "."): value for key, value in attributes.items() if value}}

    last = ended(agent.calls[-1])
    return [
        span("root", "turn", "AGENT", None, agent.begins(), last,
             input__value=agent.asked, output__value=agent.answer),
        *(span(call.id, call.tool, "TOOL", "root", call.at, ended(call), error=call.error,
               tool__name=call.tool, input__value=json.dumps(call.params),
               input__mime_type="application/json",
               output__value=None if call.error else text(call.result))
          for call in agent.calls)]


def langfuse(agent):
    def observation(id, type, start, end, **more):
        return {"id": id, "traceId": "t1", "type": type, "startTime": rfc3339(start),
                "endTime": rfc3339(end), "parentObservationId": None, **more}

    def called(call):
        outcome = {"level": "ERROR", "statusMessage": call.error} if call.error else {
            "level": "DEFAULT", "output": call.result}
        return observation(
            call.id, "TOOL", call.at, ended(call), name=call.tool, input=call.params, **outcome)

    return {"id": "t1", "name": "a turn", "observations": [
        observation("g1", "GENERATION", agent.begins(), agent.begins(), name="model",
                    input=[{"role": "user", "content": agent.asked}]),
        *map(called, agent.calls)]}


def mcp(agent):
    lines = [{"timestamp": rfc3339(agent.begins()), "message": {
        "model": "m", "messages": [{"role": "user", "content": agent.asked}]}}]
    for number, call in enumerate(agent.calls, start=1):
        content = {"content": [{"type": "text", "text": call.error or text(call.result)}],
                   "isError": bool(call.error)}
        lines += [
            {"timestamp": rfc3339(call.at), "message": {
                "jsonrpc": "2.0", "id": number, "method": "tools/call",
                "params": {"name": call.tool, "arguments": call.params}}},
            {"timestamp": rfc3339(ended(call)), "message": {
                "jsonrpc": "2.0", "id": number, "result": content}}]
    return lines


def atif(agent):
    def step(number, call):
        return {
            "step_id": number, "source": "agent", "message": "", "timestamp": rfc3339(call.at),
            "tool_calls": [{"tool_call_id": call.id, "function_name": call.tool,
                            "arguments": call.params}],
            "observation": {"results": [{
                "source_call_id": call.id,
                "content": f"Error: {call.error}" if call.error else text(call.result)}]}}

    return {
        "schema_version": "ATIF-v1.4", "session_id": "s1",
        "agent": {"name": "clerk", "version": "1"},
        "steps": [
            {"step_id": 1, "source": "user", "message": agent.asked,
             "timestamp": rfc3339(agent.begins())},
            *(step(number, call) for number, call in enumerate(agent.calls, start=2))]}
