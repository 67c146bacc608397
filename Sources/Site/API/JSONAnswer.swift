import Automations
import HTTPTypes
import Hummingbird
import NIOCore
import OrderedJSON
import Scheduling
import Workflows

extension Response {
  /// An answer in JSON.
  static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes)))
  }
}

extension JSON {
  /// RFC 3339 in UTC, or `null`.
  init(_ instant: Instant?) { self.init(instant?.rfc3339) }
}

extension Trace {
  var json: JSON { .object(summary.members(entries: ("trace_data", traceData))) }
}

extension TraceSummary {
  var json: JSON { .object(members(entries: ("entry_count", JSON(entryCount)))) }

  fileprivate func members(entries: (key: String, value: JSON)) -> [JSON.Member] {
    [
      JSON.Member("id", .string(id)),
      JSON.Member("user_id", .string(userID)),
      JSON.Member("provider_id", .string(providerID)),
      JSON.Member("thread_id", .string(threadID)),
      JSON.Member("name", JSON(name)),
      JSON.Member(entries.key, entries.value),
      JSON.Member("deployment_status", .string(status.rawValue)),
      JSON.Member("schedule_type", JSON(schedule?.type)),
      JSON.Member("schedule_time", JSON(schedule?.time)),
      JSON.Member("schedule_config", schedule?.config ?? .null),
      JSON.Member("deployed_at", JSON(deployedAt)),
      JSON.Member("created_at", JSON(createdAt)),
      JSON.Member("updated_at", JSON(updatedAt)),
      JSON.Member("status_reason", JSON(statusReason)),
      JSON.Member("version", JSON(version)),
      JSON.Member("changed_since_deployed", .bool(changedSinceDeployed)),
      JSON.Member("step_count", JSON(stepCount)),
      JSON.Member("next_run_at", JSON(nextRunAt)),
      JSON.Member("last_run", lastRun?.json ?? .null),
    ]
  }
}

extension LastRun {
  fileprivate var json: JSON {
    [
      "run_id": .string(runID), "outcome": .string(outcome.rawValue),
      "finished_at": JSON(finishedAt),
    ]
  }
}

extension Run {
  /// - Parameter withSteps: lists leave the steps out.
  func json(withSteps: Bool) -> JSON {
    let members: [JSON.Member] = [
      JSON.Member("id", .string(id)),
      JSON.Member("trace_id", .string(traceID)),
      JSON.Member("version", JSON(version)),
      JSON.Member("manual", .bool(manual)),
      JSON.Member("late", .bool(late)),
      JSON.Member("rerun_of", JSON(rerunOf)),
      JSON.Member("scheduled_at", JSON(scheduledAt)),
      JSON.Member("started_at", JSON(startedAt)),
      JSON.Member("finished_at", JSON(finishedAt)),
      JSON.Member("outcome", JSON(outcome?.rawValue)),
      JSON.Member("reason_code", JSON(reason?.code.rawValue)),
      JSON.Member("reason", JSON(reason?.words)),
    ]
    guard withSteps else { return .object(members) }
    return .object(
      members + [
        JSON.Member("progress", progress?.json ?? .null),
        JSON.Member("steps", .array(steps.map(\.json))),
      ])
  }
}

extension Run.Progress {
  fileprivate var json: JSON {
    [
      "step": JSON(step), "of": JSON(of), "attempt": JSON(attempt),
      "waiting_until": JSON(waitingUntil),
    ]
  }
}

extension StepRecord {
  fileprivate var json: JSON {
    [
      "index": JSON(index), "tool": .string(tool), "adapter": .string(adapter.rawValue),
      "effect": .string(effect.rawValue), "outcome": JSON(outcome?.rawValue),
      "attempts": .array(attempts.map(\.json)),
    ]
  }
}

extension Attempt {
  fileprivate var json: JSON {
    [
      "number": JSON(number), "started_at": JSON(startedAt),
      "duration_ms": JSON(durationMilliseconds), "request": request,
      "response": response ?? .null, "error": JSON(error),
    ]
  }
}

extension DailyTotal {
  var json: JSON {
    [
      "day": .string(String(day.rfc3339.prefix(while: { $0 != "T" }))),
      "outcome": .string(outcome.rawValue), "count": JSON(count),
    ]
  }
}

extension Occurrence {
  var json: JSON {
    let stretch: [JSON.Member] =
      until == nil
      ? [] : [JSON.Member("until", JSON(until)), JSON.Member("instants", JSON(instants))]
    return .object(
      [JSON.Member("scheduled_at", JSON(scheduledAt))] + stretch + [
        JSON.Member("outcome", JSON(outcome?.rawValue)),
        JSON.Member("reason_code", JSON(reason?.code.rawValue)),
        JSON.Member("reason", JSON(reason?.words)),
        JSON.Member("run_id", JSON(runID)),
        JSON.Member("started_at", JSON(startedAt)),
        JSON.Member("finished_at", JSON(finishedAt)),
        JSON.Member("version", JSON(version)),
        JSON.Member("manual", .bool(manual)),
        JSON.Member("late", .bool(late)),
      ])
  }
}

extension Binding {
  var json: JSON {
    [
      "tool": .string(tool), "adapter": .string(adapter.rawValue), "connection": JSON(connection),
      "effect": JSON(effect?.rawValue), "success_codes": JSON(successCodes?.rawValue),
    ]
  }
}
