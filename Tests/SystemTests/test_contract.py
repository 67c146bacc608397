"""What the wire contract says of bad input and of other people's traces."""

import pytest


def test_somebody_elses_trace_does_not_exist(alice, bob, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    nobody = "00000000-0000-4000-8000-000000000000"
    for method, path in [
        ("GET", "/automation/traces/{}"), ("DELETE", "/automation/traces/{}"),
        ("GET", "/automation/traces/{}/runs"), ("POST", "/automation/traces/{}/runs"),
        ("GET", "/automation/traces/{}/occurrences"),
        ("PATCH", "/automation/deployment-status/{}?status=paused"),
    ]:
        others = bob.call(method, path.format(trace_id))
        missing = bob.call(method, path.format(nobody))
        assert (others.status_code, others.content) == (404, missing.content), path
        assert others.json() == {"detail": "Trace not found"}
    assert alice.get(f"/automation/traces/{trace_id}").ok


@pytest.mark.parametrize("change, place", [
    ({"provider_id": 7}, ["body", "provider_id"]),
    ({"provider_id": ""}, ["body", "provider_id"]),
    ({"thread_id": "x" * 256}, ["body", "thread_id"]),
    ({"name": "a\0b"}, ["body", "name"]),
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
    assert alice.call("BREW", "/automation/traces").status_code == 405
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
            '[{"z":1.10,"a":1e400,"m":12345678901234567890,"é":"\\u0000","n":-0.0}]}')
    created = alice.post("/automation/traces", data=text.encode(),
                         headers={"Content-Type": "application/json"})
    answer = alice.get(f"/automation/traces/{created.json()['trace_id']}").text
    assert '[{"z":1.10,"a":1e400,"m":12345678901234567890,"é":"\\u0000","n":-0.0}]' in answer


def test_another_user_may_only_be_named_by_an_administrator(reprise, bob, mail_trace):
    assert bob.post("/automation/traces", {**mail_trace, "user_id": "alice"}).status_code == 403
    by_admin = reprise.client().post("/automation/traces", {**mail_trace, "user_id": "carol"})
    assert by_admin.status_code == 201


def test_statuses_follow_the_contract(alice, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    path = f"/automation/deployment-status/{trace_id}"
    assert alice.patch(path).status_code == 422
    wrong = alice.patch(path + "?status=flying")
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
