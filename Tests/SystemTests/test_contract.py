"""What the wire contract says of bad input and of other people's traces."""

import datetime

import pytest


def test_somebody_elses_trace_does_not_exist(alice, bob, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    nobody = "00000000-0000-4000-8000-000000000000"
    for method, path in [
        ("GET", "/automation/traces/{}"), ("DELETE", "/automation/traces/{}"),
        ("GET", "/automation/traces/{}/runs"), ("POST", "/automation/traces/{}/runs"),
        ("GET", "/automation/traces/{}/occurrences"), ("GET", "/automation/traces/{}/totals"),
        ("PATCH", "/automation/deployment-status/{}?status=paused"),
    ]:
        others = bob.call(method, path.format(trace_id))
        missing = bob.call(method, path.format(nobody))
        assert (others.status_code, others.content) == (404, missing.content), path
        assert others.json() == {"detail": "Trace not found"}
    assert alice.get(f"/automation/traces/{trace_id}").ok


@pytest.mark.parametrize("change, place", [
    ({"user_id": 7}, ["body", "user_id"]),
    ({"user_id": ""}, ["body", "user_id"]),
    ({"user_id": "x" * 256}, ["body", "user_id"]),
    ({"provider_id": 7}, ["body", "provider_id"]),
    ({"provider_id": ""}, ["body", "provider_id"]),
    ({"thread_id": ["x"]}, ["body", "thread_id"]),
    ({"thread_id": "x" * 256}, ["body", "thread_id"]),
    ({"name": 7}, ["body", "name"]),
    ({"name": "a\0b"}, ["body", "name"]),
    ({"trace_data": [{}, {"params": {"to": ["a", "b\0"]}}]},
     ["body", "trace_data", 1, "params", "to", 1]),
    ({"trace_data": "text"}, ["body", "trace_data"]),
    ({"trace_data": [1]}, ["body", "trace_data", 0]),
    ({"trace_data": [{}] * 10001}, ["body", "trace_data"]),
])
def test_a_wrong_field_is_named_with_its_path(alice, mail_trace, change, place):
    answer = alice.post("/automation/traces", {**mail_trace, **change})
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["detail"]] == [place]


def test_missing_fields_are_all_named(alice):
    answer = alice.post("/automation/traces", {})
    assert [fault["loc"][1] for fault in answer.json()["detail"]] == [
        "provider_id", "thread_id", "trace_data"]


@pytest.mark.parametrize("body, status", [
    (b"{", 400), (b"", 400), (b"\xff\xfe", 400), (b'{"a":' + b"[" * 200 + b"]" * 200 + b"}", 400),
    (b"[]", 422), (b"{" + b" " * 9_000_000 + b"}", 413),
])
def test_a_body_that_cannot_be_read_is_refused(alice, body, status):
    answer = alice.post(
        "/automation/traces", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_methods_and_types_of_another_kind_are_refused(alice):
    brewed = alice.call("BREW", "/automation/traces")
    assert (brewed.status_code, brewed.headers["Allow"]) == (405, "POST, GET, HEAD")
    wrong = alice.put("/automation/traces")
    assert wrong.status_code == 405 and "POST" in wrong.headers["Allow"]
    answer = alice.post("/automation/traces", data="a=b", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_without_a_token_nothing_is_said(reprise, alice):
    for token in [None, "nonsense", "rep_" + "0" * 38]:
        caller = type(alice)(alice.base, token)
        answer = caller.get("/automation/traces")
        assert (answer.status_code, list(answer.json())) == (401, ["detail"])
    assert type(alice)(alice.base, None).get("/health").status_code == 200


def test_numbers_and_the_order_of_keys_come_back_to_the_digit(alice, mail_trace):
    text = ('{"provider_id":"p","thread_id":"digits","trace_data":'
            '[{"z":1.10,"a":1e400,"m":12345678901234567890,"é":"\\u0001","n":-0.0}]}')
    created = alice.post("/automation/traces", data=text.encode(),
                         headers={"Content-Type": "application/json"})
    answer = alice.get(f"/automation/traces/{created.json()['trace_id']}").text
    assert '[{"z":1.10,"a":1e400,"m":12345678901234567890,"é":"\\u0001","n":-0.0}]' in answer


def test_another_user_may_only_be_named_by_an_administrator(reprise, bob, mail_trace):
    assert bob.post("/automation/traces", {**mail_trace, "user_id": "alice"}).status_code == 403
    by_admin = reprise.client().post("/automation/traces", {**mail_trace, "user_id": "carol"})
    assert by_admin.status_code == 201


def test_statuses_follow_the_contract(alice, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    path = f"/automation/deployment-status/{trace_id}"
    assert alice.patch(path).status_code == 422
    for unknown in ("flying", "", "Paused"):
        wrong = alice.patch(f"{path}?status={unknown}")
        assert (wrong.status_code, wrong.json()) == (
            400, {"detail": "Invalid status. Must be one of: draft, deployed, paused, failed"})
    refused = alice.patch(path + "?status=paused")
    assert refused.status_code == 409 and "deploy it first" in refused.json()["detail"]
    assert alice.patch(path + "?status=draft").status_code == 200


def test_the_thread_is_upserted(alice, mail_trace):
    body = {key: mail_trace[key] for key in ("provider_id", "trace_data")}
    first = alice.put("/automation/traces/thread/live%2F1", body)
    second = alice.put("/automation/traces/thread/live%2F1", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["trace_id"] == second.json()["trace_id"]
    newest = alice.get("/automation/traces/thread/live%2F1").json()["trace"]
    assert newest["thread_id"] == "live/1"


def test_a_preview_stores_nothing_and_says_when(alice):
    answer = alice.post("/automation/schedule/preview", {
        "schedule_type": "daily", "schedule_time": "02:30",
        "schedule_config": {"timezone": "America/New_York"}, "after": "2026-03-07T12:00:00Z",
        "count": 2}).json()
    assert answer["next"] == ["2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"]
    assert answer["timezone"] == "America/New_York" and answer["words"]


DEPLOY = {"trace_id": "{trace}", "schedule_type": "daily", "schedule_time": "09:00"}
WRONG_CALLS = [
    # Each of a call's fields, once of a wrong type, once missing, once out of its limits.
    ("POST", "/automation/deploy", DEPLOY, {"trace_id": 7}, 422, ["body", "trace_id"]),
    ("POST", "/automation/deploy", DEPLOY, {"trace_id": None}, 422, ["body", "trace_id"]),
    ("POST", "/automation/deploy", DEPLOY, {"trace_id": "nobody's"}, 404, None),
    ("POST", "/automation/deploy", DEPLOY, {"trace_id": ""}, 404, None),
    ("POST", "/automation/deploy", DEPLOY, {"trace_id": "a\0b"}, 404, None),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_type": ["daily"]}, 422,
     ["body", "schedule_type"]),
    ("POST", "/automation/deploy", {"trace_id": "{trace}", "schedule_time": "09:00"}, {}, 422,
     ["body", "schedule_type"]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_type": "hourly"}, 422,
     ["body", "schedule_type"]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_time": 900}, 422, ["body", "schedule_time"]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_time": ""}, 422, ["body", "schedule_time"]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_config": "UTC"}, 422,
     ["body", "schedule_config"]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_config": {"timezone": 1}}, 422,
     ["body", "schedule_config", "timezone"]),
    ("POST", "/automation/deploy", DEPLOY,
     {"schedule_type": "weekly", "schedule_config": {"days": ["monday", 2]}}, 422,
     ["body", "schedule_config", "days", 1]),
    ("POST", "/automation/deploy", DEPLOY, {"schedule_config": {"note": ["a\0b"]}}, 422,
     ["body", "schedule_config", "note", 0]),
    ("POST", "/automation/deploy", DEPLOY, {"name": {}}, 422, ["body", "name"]),
    ("POST", "/automation/deploy", DEPLOY, {"name": "x" * 256}, 422, ["body", "name"]),
    ("POST", "/automation/deploy", DEPLOY, {"require_bound": "yes"}, 422, ["body", "require_bound"]),
    ("POST", "/automation/schedule/preview", DEPLOY, {"count": 0}, 422, ["body", "count"]),
    ("POST", "/automation/schedule/preview", DEPLOY, {"count": 101}, 422, ["body", "count"]),
    ("POST", "/automation/schedule/preview", DEPLOY, {"count": 1.5}, 422, ["body", "count"]),
    ("POST", "/automation/schedule/preview", DEPLOY, {"after": "now"}, 422, ["body", "after"]),
    ("PATCH", "/automation/traces/{trace}", {}, {}, 400, None),
    ("PATCH", "/automation/traces/{trace}", {}, {"name": 7}, 422, ["body", "name"]),
    ("PATCH", "/automation/traces/{trace}", {}, {"trace_data": [[]]}, 422,
     ["body", "trace_data", 0]),
    ("PATCH", "/automation/traces/not-a-uuid", {}, {"name": "x"}, 404, None),
    ("PUT", "/automation/traces/thread/t", {}, {"provider_id": "p"}, 422, ["body", "trace_data"]),
    ("PUT", "/automation/traces/thread/" + "t" * 256, {}, {"provider_id": "p", "trace_data": []},
     422, ["body", "thread_id"]),
    ("PUT", "/automation/bindings", {}, {"tool": "", "adapter": "local"}, 422, ["body", "tool"]),
    ("PUT", "/automation/bindings", {}, {"tool": "a\0b", "adapter": "local"}, 422,
     ["body", "tool"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x" * 256, "adapter": "local"}, 422,
     ["body", "tool"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x", "adapter": "http", "connection": 7}, 422,
     ["body", "connection"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "http", "connection": "a\0b"}, 422, ["body", "connection"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "http", "connection": "x" * 256}, 422, ["body", "connection"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x", "adapter": "carrier pigeon"}, 422,
     ["body", "adapter"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x", "adapter": "http", "effect": "twice"}, 422,
     ["body", "effect"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x", "adapter": "http", "timeout": 0}, 422,
     ["body", "timeout"]),
    ("PUT", "/automation/bindings", {}, {"tool": "x", "adapter": "http", "timeout": 601}, 422,
     ["body", "timeout"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "http", "callback_timeout": 604_801}, 422,
     ["body", "callback_timeout"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "local", "connection": "send_letter"}, 422, ["body", "connection"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "http", "success_codes": "2xx"}, 422, ["body", "success_codes"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "http", "success_codes": 404}, 422, ["body", "success_codes"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "x", "adapter": "carrier pigeon", "success_codes": ""}, 422,
     ["body", "success_codes"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "note", "adapter": "local", "success_codes": "404"}, 422,
     ["body", "success_codes"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "append_row", "adapter": "local", "formulas": "drop"}, 422, ["body", "formulas"]),
    ("PUT", "/automation/bindings", {},
     {"tool": "note", "adapter": "local", "formulas": "keep"}, 422, ["body", "formulas"]),
    ("PUT", "/automation/bindings", {}, {"tool": "launch_rocket", "adapter": "local"}, 422,
     ["body", "connection"]),
    ("GET", "/automation/traces?limit=0", None, None, 422, ["query", "limit"]),
    ("GET", "/automation/traces?limit=101", None, None, 422, ["query", "limit"]),
    ("GET", "/automation/traces?limit=ten", None, None, 422, ["query", "limit"]),
    ("GET", "/automation/traces?offset=-1", None, None, 422, ["query", "offset"]),
    ("GET", "/automation/traces/{trace}/runs?limit=0", None, None, 422, ["query", "limit"]),
    ("GET", "/automation/traces/{trace}/runs?limit=101", None, None, 422, ["query", "limit"]),
    ("GET", "/automation/traces/{trace}/runs?offset=x", None, None, 422, ["query", "offset"]),
    ("GET", "/automation/traces/{trace}/runs?offset=-1", None, None, 422, ["query", "offset"]),
    ("GET", "/automation/traces?user_id=" + "x" * 256, None, None, 422, ["query", "user_id"]),
    ("GET", "/automation/traces?user_id=*", None, None, 403, None),
    ("GET", "/automation/traces/{trace}/occurrences?outcome=well", None, None, 422,
     ["query", "outcome"]),
    ("GET", "/automation/traces/{trace}/totals?from=today", None, None, 422, ["query", "from"]),
    ("GET", "/automation/traces/{trace}/occurrences?from=today", None, None, 422,
     ["query", "from"]),
    ("GET", "/automation/traces/thread", None, None, 404, None),
    ("DELETE", "/automation/traces/thread", None, None, 404, None),
    ("PATCH", "/automation/traces/thread", {}, {"name": "x"}, 404, None),
    ("GET", "/automation/traces/%00", None, None, 400, None),
    ("GET", "/automation/traces/%ff%fe", None, None, 404, None),
    ("GET", "/automation/runs/7", None, None, 404, None),
    ("POST", "/automation/accounts", {}, {"name": "eve"}, 403, None),
    ("PUT", "/automation/traces/thread/%ff", {}, {"provider_id": "p", "trace_data": []}, 422,
     ["path", "thread_id"]),
    ("PATCH", "/automation/traces/{trace}", {}, {"name": "x", "trace_id": "another"}, 422,
     ["body", "trace_id"]),
    ("POST", "/automation/traces/{trace}/runs", {}, [7], 422, ["body"]),
]


@pytest.mark.parametrize("method, path, good, change, status, place", WRONG_CALLS)
def test_each_field_of_each_call_is_checked(
        alice, mail_trace, method, path, good, change, status, place):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    body = change if good is None or isinstance(change, list) else {
        key: trace_id if value == "{trace}" else value for key, value in {**good, **change}.items()}
    answer = alice.call(method, path.replace("{trace}", trace_id), body)
    assert answer.status_code == status, answer.text
    detail = answer.json()["detail"]
    if place:
        assert place in [fault["loc"] for fault in detail], detail
        assert all(fault["msg"] and fault["type"] for fault in detail)
    else:
        assert isinstance(detail, str) and detail


def test_faults_of_every_kind_are_named_together(reprise, alice):
    answer = alice.post("/automation/deploy", {
        "trace_id": 5, "name": 7, "schedule_type": "daily", "schedule_time": "25:00",
        "schedule_config": {"timezone": "PST", "policies": {"overlap": "maybe"}}})
    assert sorted(".".join(fault["loc"][1:]) for fault in answer.json()["detail"]) == [
        "name", "schedule_config.policies.overlap", "schedule_config.timezone", "schedule_time",
        "trace_id"]
    everybody = reprise.client().post("/automation/traces", {
        "user_id": "*", "provider_id": "p", "thread_id": "t", "trace_data": []})
    assert [fault["loc"] for fault in everybody.json()["detail"]] == [["body", "user_id"]]


def test_a_call_that_needs_no_body_takes_none_of_another_kind(alice, mail_trace):
    path = f"/automation/traces/{alice.post('/automation/traces', mail_trace).json()['trace_id']}/runs"
    for data, kind, status in ((b"x", "text/plain", 415), (b"x", "application/json", 400)):
        answer = alice.post(path, data=data, headers={"Content-Type": kind})
        assert (answer.status_code, list(answer.json())) == (status, ["detail"])
    assert alice.post(path).status_code == 202 and alice.post(path, {}).status_code == 202
    long = alice.post(path, headers={"Idempotency-Key": "x" * 256})
    assert long.json()["detail"][0]["loc"] == ["header", "Idempotency-Key"]


def test_every_wrong_entry_of_a_list_is_named(alice):
    config = {"days": ["funday", 3, "monday"], "exclude_dates": ["2026-02-30", "2026-03-01", 1]}
    answer = alice.post("/automation/schedule/preview", {
        **DEPLOY, "schedule_type": "weekly", "schedule_config": config})
    assert sorted(fault["loc"][2:] for fault in answer.json()["detail"]) == [
        ["days", 0], ["days", 1], ["exclude_dates", 0], ["exclude_dates", 2]]


@pytest.mark.parametrize("change, place", [
    ({"name": 7}, "name"), ({"name": "frank", "password": ["long enough"]}, "password"),
    ({"name": ""}, "name"), ({"name": "*"}, "name"), ({"name": "x" * 256}, "name"),
    ({"name": "frank", "password": "short"}, "password"),
    ({"name": "frank", "password": "password"}, "password"),
    ({"name": "frank", "password": "x" * 1025}, "password"),
])
def test_accounts_of_bad_names_and_passwords_are_refused(reprise, change, place):
    answer = reprise.client().post("/automation/accounts", change)
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["detail"]] == [["body", place]]


def test_a_taken_name_is_a_conflict(reprise, alice):
    answer = reprise.client().post("/automation/accounts", {"name": "alice"})
    assert answer.status_code == 409 and "alice" in answer.json()["detail"]


def test_ten_thousand_entries_an_empty_list_and_an_empty_name_are_fine(alice, mail_trace):
    for data in ([{"event": "completion", "n": n} for n in range(10_000)], []):
        saved = alice.post("/automation/traces", {**mail_trace, "name": "", "trace_data": data})
        assert saved.status_code == 201, saved.text
        trace = alice.get(f"/automation/traces/{saved.json()['trace_id']}").json()["trace"]
        assert trace["trace_data"] == data and trace["name"] is None


def test_a_trace_without_a_step_cannot_be_deployed_or_run(alice, mail_trace):
    trace_id = alice.post(
        "/automation/traces", {**mail_trace, "trace_data": [{"event": "completion"}]}
    ).json()["trace_id"]
    deployed = alice.post("/automation/deploy", {**DEPLOY, "trace_id": trace_id})
    assert deployed.status_code == 422 and "no step" in deployed.text
    started = alice.post(f"/automation/traces/{trace_id}/runs")
    assert started.status_code == 422 and "no step" in started.text


def test_unset_fields_are_null_and_lists_count(alice, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    trace = alice.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert list(trace)[:13] == [
        "id", "user_id", "provider_id", "thread_id", "name", "trace_data", "deployment_status",
        "schedule_type", "schedule_time", "schedule_config", "deployed_at", "created_at",
        "updated_at"]
    assert [trace[key] for key in ("schedule_type", "schedule_config", "deployed_at")] == [None] * 3
    for _ in range(3):
        assert alice.post("/automation/traces", mail_trace).ok
    page = alice.get("/automation/traces?limit=2&offset=1").json()
    assert page["count"] == len(page["traces"]) == 2 and page["total"] > 2
    times = [datetime.datetime.fromisoformat(row["created_at"]) for row in page["traces"]]
    assert times == sorted(times, reverse=True)


def test_pause_resume_redeploy_and_draft_do_what_they_say(alice, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    path = f"/automation/deployment-status/{trace_id}?status="
    show = lambda: alice.get(f"/automation/traces/{trace_id}").json()["trace"]  # noqa: E731
    first = alice.post("/automation/deploy", {**DEPLOY, "trace_id": trace_id}).json()["next_run_at"]
    assert alice.patch(path + "paused").ok and show()["next_run_at"] is None
    assert alice.patch(path + "deployed").ok and show()["next_run_at"] == first
    again = alice.post("/automation/deploy", {
        **DEPLOY, "trace_id": trace_id, "schedule_time": "10:00",
        "schedule_config": {"timezone": "UTC", "unknown_key": [1.50]}})
    assert any("unknown_key" in notice for notice in again.json()["notices"])
    trace = show()
    assert (trace["version"], trace["schedule_time"]) == (2, "10:00")
    assert trace["schedule_config"] == {"timezone": "UTC", "unknown_key": [1.5]}
    assert not trace["changed_since_deployed"]
    assert alice.patch(f"/automation/traces/{trace_id}", {"trace_data": [{"event": "note"}]}).ok
    assert show()["changed_since_deployed"]
    assert alice.patch(path + "failed").ok and show()["status_reason"]
    assert alice.patch(path + "draft").ok
    trace = show()
    assert (trace["deployment_status"], trace["schedule_time"], trace["next_run_at"]) == (
        "draft", "10:00", None)


def test_a_repeated_call_with_a_key_saves_one_trace(alice, mail_trace):
    headers = {"Idempotency-Key": "once"}
    answers = [alice.post("/automation/traces", mail_trace, headers=headers) for _ in range(2)]
    assert answers[0].content == answers[1].content
    other = alice.post("/automation/traces", {**mail_trace, "name": "x"}, headers=headers)
    assert other.status_code == 422
