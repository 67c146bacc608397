import HTTPTypes
import OrderedJSON

/// What a line of the route table is tried with: a request that its owner may make.
struct AccessRow: Sendable {
  /// Of the owner's request.
  let expected: Int
  /// Of the same request by somebody else: 404 where it names the owner's things.
  let forOthers: Int
  /// Of an administrator's, where it is not the owner's.
  var forAdministrators: Int?
  var query = ""
  var json: JSON?
  var fields: [(String, String)] = []
}

extension AccessRow {
  /// By method and path of the route table.
  static let all: [String: AccessRow] = [
    "POST /automation/traces": AccessRow(expected: 201, forOthers: 201, json: trace),
    "GET /automation/traces": AccessRow(expected: 200, forOthers: 200),
    "GET /automation/traces/{id}": AccessRow(expected: 200, forOthers: 404),
    "PATCH /automation/traces/{id}": AccessRow(
      expected: 200, forOthers: 404, json: ["name": "New"]),
    "DELETE /automation/traces/{id}": AccessRow(expected: 200, forOthers: 404),
    "GET /automation/traces/{id}/workflow": AccessRow(expected: 200, forOthers: 404),
    "PATCH /automation/traces/{id}/workflow": AccessRow(
      expected: 200, forOthers: 404, json: ["revision": 1]),
    "POST /automation/traces/import": AccessRow(expected: 201, forOthers: 201, json: trace),
    "POST /automation/traces/{id}/rehearsal": AccessRow(expected: 202, forOthers: 404),
    "POST /automation/traces/{id}/workflow/reset": AccessRow(expected: 200, forOthers: 404),
    "GET /automation/traces/thread/{thread_id}": AccessRow(expected: 200, forOthers: 404),
    // The administrator has no thread of that name either, and so makes one.
    "PUT /automation/traces/thread/{thread_id}": AccessRow(
      expected: 200, forOthers: 201, forAdministrators: 201, json: trace),
    "POST /automation/deploy": AccessRow(
      expected: 200, forOthers: 404,
      json: ["trace_id": "{trace}", "schedule_type": "daily", "schedule_time": "09:00"]),
    "PATCH /automation/deployment-status/{id}": AccessRow(
      expected: 200, forOthers: 404, query: "?status=paused"),
    // No tool of it is another one than it was.
    "POST /automation/traces/{id}/contracts/accept": AccessRow(
      expected: 409, forOthers: 404, json: ["tools": ["send_gmail"]]),
    "POST /automation/schedule/preview": AccessRow(
      expected: 200, forOthers: 200, json: ["schedule_type": "daily", "schedule_time": "09:00"]),
    "POST /automation/traces/{id}/runs": AccessRow(expected: 202, forOthers: 404),
    "GET /automation/traces/{id}/runs": AccessRow(expected: 200, forOthers: 404),
    "GET /automation/runs/{id}": AccessRow(expected: 200, forOthers: 404),
    "POST /automation/runs/{id}/cancel": AccessRow(expected: 200, forOthers: 404),
    "POST /automation/runs/{id}/rerun": AccessRow(expected: 202, forOthers: 404),
    // A run that waits has nothing to be settled.
    "POST /automation/runs/{id}/resolve": AccessRow(
      expected: 409, forOthers: 404, json: ["outcome": "succeeded"]),
    // What nobody was called with is forged.
    "POST /automation/callbacks/{token}": AccessRow(
      expected: 404, forOthers: 404, json: ["result": 1]),
    "GET /automation/pause": AccessRow(expected: 200, forOthers: 200),
    "POST /automation/pause": AccessRow(
      expected: 200, forOthers: 200, json: ["reason": "Stocktaking"]),
    "DELETE /automation/pause": AccessRow(expected: 409, forOthers: 409),
    "GET /automation/notices": AccessRow(expected: 200, forOthers: 200),
    "GET /automation/traces/{id}/occurrences": AccessRow(expected: 200, forOthers: 404),
    "GET /automation/traces/{id}/totals": AccessRow(expected: 200, forOthers: 404),
    "GET /automation/bindings": AccessRow(expected: 200, forOthers: 200),
    "PUT /automation/bindings": AccessRow(
      expected: 200, forOthers: 200, json: ["tool": "send_gmail", "adapter": "local"]),
    "DELETE /automation/bindings": AccessRow(
      expected: 404, forOthers: 404, query: "?tool=send_gmail"),
    "GET /automation/connections": AccessRow(expected: 200, forOthers: 200),
    "POST /automation/connections": AccessRow(
      expected: 201, forOthers: 201,
      json: ["name": "runner", "kind": "webhook", "settings": ["url": "https://x.example/"]]),
    "GET /automation/connections/{id}": AccessRow(expected: 200, forOthers: 404),
    "PATCH /automation/connections/{id}": AccessRow(
      expected: 200, forOthers: 404, json: ["enabled": false]),
    "DELETE /automation/connections/{id}": AccessRow(expected: 200, forOthers: 404),
    // Nothing tests connections here.
    "POST /automation/connections/{id}/test": AccessRow(expected: 409, forOthers: 404),
    // Channels are one's own: an administrator is like others there.
    "GET /automation/notifications": AccessRow(expected: 200, forOthers: 200),
    "PUT /automation/notifications": AccessRow(
      expected: 200, forOthers: 200, json: ["events": ["run_failed": false]]),
    "POST /automation/notifications/{id}/test": AccessRow(
      expected: 202, forOthers: 404, forAdministrators: 404),
    "GET /automation/traces/{id}/notifications": AccessRow(expected: 200, forOthers: 404),
    "PUT /automation/traces/{id}/notifications": AccessRow(
      expected: 200, forOthers: 404, json: ["events": ["run_failed": true]]),
    "POST /automation/accounts": AccessRow(
      expected: 403, forOthers: 403, forAdministrators: 201, json: ["name": "carol"]),
    "POST /automation/accounts/tokens": AccessRow(
      expected: 403, forOthers: 403, forAdministrators: 201,
      json: ["user_id": "alice", "name": "laptop", "access": "read"]),
    "POST /automation/accounts/links": AccessRow(
      expected: 403, forOthers: 403, forAdministrators: 201, json: ["name": "alice"]),
    "POST /automation/accounts/passwords": AccessRow(
      expected: 403, forOthers: 403, forAdministrators: 200,
      json: ["name": "alice", "password": "correct horse"]),
    "GET /automation/settings": AccessRow(
      expected: 403, forOthers: 403, forAdministrators: 200),
    "GET /health": AccessRow(expected: 200, forOthers: 200),
    "GET /openapi.json": AccessRow(expected: 200, forOthers: 200),
    "GET /metrics": AccessRow(expected: 403, forOthers: 403, forAdministrators: 200),

    "GET /": AccessRow(expected: 303, forOthers: 303),
    "GET /traces": AccessRow(expected: 200, forOthers: 200),
    "POST /traces": AccessRow(expected: 303, forOthers: 303, fields: [("trace", "[]")]),
    "GET /traces/new": AccessRow(expected: 200, forOthers: 200),
    "GET /traces/{id}": AccessRow(expected: 200, forOthers: 404),
    "POST /traces/{id}/name": AccessRow(expected: 303, forOthers: 404, fields: [("name", "New")]),
    "POST /traces/{id}/status": AccessRow(
      expected: 303, forOthers: 404, fields: [("status", "paused")]),
    "POST /traces/{id}/runs": AccessRow(expected: 303, forOthers: 404),
    "POST /traces/{id}/bindings": AccessRow(
      expected: 303, forOthers: 404,
      fields: [("tool", "send_gmail"), ("carried_out_by", "local/send_email")]),
    "POST /traces/{id}/contracts": AccessRow(expected: 409, forOthers: 404),
    "POST /traces/{id}/notifications": AccessRow(
      expected: 303, forOthers: 404, fields: [("what", "these"), ("events", "run_failed")]),
    "POST /traces/{id}/secrets": AccessRow(
      expected: 422, forOthers: 404,
      fields: [("secret_name", "token"), ("secret_value", "another")]),
    "GET /traces/{id}/entries/{number}": AccessRow(expected: 200, forOthers: 404),
    "GET /traces/{id}/steps/{number}": AccessRow(expected: 200, forOthers: 404),
    "GET /traces/{id}/delete": AccessRow(expected: 200, forOthers: 404),
    "POST /traces/{id}/delete": AccessRow(expected: 303, forOthers: 404),
    "GET /traces/{id}/convert": AccessRow(expected: 303, forOthers: 404),
    "GET /traces/{id}/check": AccessRow(expected: 200, forOthers: 404),
    "POST /traces/{id}/rehearsal": AccessRow(expected: 303, forOthers: 404, fields: []),
    "POST /traces/{id}/check": AccessRow(
      expected: 303, forOthers: 404, fields: [("seen", "1")]),
    "POST /traces/{id}/check/reset": AccessRow(
      expected: 303, forOthers: 404, fields: [("seen", "1")]),
    "GET /traces/{id}/schedule": AccessRow(expected: 200, forOthers: 404),
    "POST /traces/{id}/schedule": AccessRow(
      expected: 303, forOthers: 404,
      fields: [("schedule_type", "daily"), ("schedule_time", "09:00")]),
    "GET /traces/{id}/occurrences": AccessRow(expected: 200, forOthers: 404),
    "GET /runs": AccessRow(expected: 200, forOthers: 200),
    "GET /connections": AccessRow(expected: 200, forOthers: 200),
    "POST /connections": AccessRow(
      expected: 303, forOthers: 303,
      fields: [("kind", "mcp"), ("name", "desk"), ("url", "https://x.example/")]),
    "GET /connections/new": AccessRow(expected: 200, forOthers: 200),
    "GET /connections/{id}": AccessRow(expected: 200, forOthers: 404),
    "POST /connections/{id}": AccessRow(
      expected: 303, forOthers: 404,
      fields: [("name", "crm"), ("base_url", "https://other.example/")]),
    // Nothing tests connections here, and the secret of an HTTP connection is not made.
    "POST /connections/{id}/test": AccessRow(expected: 409, forOthers: 404),
    "POST /connections/{id}/enabled": AccessRow(
      expected: 303, forOthers: 404, fields: [("enabled", "false")]),
    "POST /connections/{id}/secret": AccessRow(expected: 409, forOthers: 404),
    "GET /connections/{id}/delete": AccessRow(expected: 200, forOthers: 404),
    "POST /connections/{id}/delete": AccessRow(expected: 303, forOthers: 404),
    "GET /pause": AccessRow(expected: 200, forOthers: 200),
    "POST /pause": AccessRow(
      expected: 303, forOthers: 303, fields: [("reason", "Stocktaking")]),
    "POST /pause/end": AccessRow(expected: 409, forOthers: 409),
    "GET /runs/{id}": AccessRow(expected: 200, forOthers: 404),
    "POST /runs/{id}/cancel": AccessRow(expected: 303, forOthers: 404),
    "POST /runs/{id}/rerun": AccessRow(expected: 303, forOthers: 404),
    "POST /runs/{id}/resolve": AccessRow(
      expected: 409, forOthers: 404, fields: [("outcome", "failed")]),
    "GET /sign-in": AccessRow(expected: 303, forOthers: 303),
    "POST /sign-in": AccessRow(expected: 422, forOthers: 422, fields: [("name", "alice")]),
    "POST /sign-out": AccessRow(expected: 303, forOthers: 303),
    // An account is one's own: an administrator is like others there.
    "GET /account": AccessRow(expected: 200, forOthers: 200),
    "POST /account/password": AccessRow(
      expected: 303, forOthers: 303,
      fields: [("new_password", "correct horse"), ("new_password_again", "correct horse")]),
    "POST /account/sessions/end": AccessRow(expected: 303, forOthers: 303),
    "POST /account/sessions/{id}/end": AccessRow(
      expected: 303, forOthers: 404, forAdministrators: 404),
    "POST /account/tokens": AccessRow(
      expected: 303, forOthers: 303, fields: [("name", "laptop"), ("access", "read")]),
    "POST /account/tokens/{id}/revoke": AccessRow(
      expected: 303, forOthers: 404, forAdministrators: 404),
    "GET /account/notifications": AccessRow(expected: 200, forOthers: 200),
    "POST /account/notifications": AccessRow(
      expected: 303, forOthers: 303, fields: [("events", "run_failed")]),
    "POST /account/notifications/channels": AccessRow(
      expected: 303, forOthers: 303,
      fields: [("kind", "ntfy"), ("secret_to", "https://ntfy.example/status")]),
    "POST /account/notifications/channels/{id}/test": AccessRow(
      expected: 303, forOthers: 404, forAdministrators: 404),
    "POST /account/notifications/channels/{id}/remove": AccessRow(
      expected: 303, forOthers: 404, forAdministrators: 404),
    // Without its link there is nothing to confirm, whoever asks.
    "GET /confirm-address": AccessRow(expected: 404, forOthers: 404),
    "POST /confirm-address": AccessRow(expected: 404, forOthers: 404, fields: [("link", "x")]),
  ]

  private static let trace: JSON = [
    "provider_id": "desk", "thread_id": "thread-1", "trace_data": [["event": "completion"]],
  ]
}
