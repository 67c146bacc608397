"""The main job, end to end, by the JSON API."""

import os
import signal

from conftest import eventually


def test_the_seed_journey_of_seven_steps(alice, mail_trace):
    created = alice.post("/automation/traces", mail_trace)
    assert created.status_code == 201
    assert created.json() == {
        "success": True, "trace_id": created.json()["trace_id"],
        "message": "Automation trace saved successfully"}
    trace_id = created.json()["trace_id"]
    config = {"days": ["monday", "wednesday", "friday"], "timezone": "UTC"}

    deployed = alice.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "weekly", "schedule_time": "09:00",
        "schedule_config": config, "name": "Status three times a week"})
    assert deployed.status_code == 200, deployed.text
    answer = deployed.json()
    assert answer["message"] == "Automation deployed successfully"
    assert answer["deployment_status"] == "deployed"
    assert any("send_gmail" in notice for notice in answer["notices"])
    assert answer["next_run_at"].endswith("T09:00:00Z")

    trace = alice.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["name"] == "Status three times a week"
    assert trace["trace_data"] == mail_trace["trace_data"]
    assert (trace["user_id"], trace["provider_id"], trace["thread_id"]) == (
        "alice", "google-107", "chat_7f21")
    assert (trace["deployment_status"], trace["schedule_type"], trace["schedule_time"]) == (
        "deployed", "weekly", "09:00")
    assert trace["schedule_config"] == config
    assert trace["deployed_at"] and trace["created_at"] and trace["updated_at"]

    paused = alice.patch(f"/automation/deployment-status/{trace_id}?status=paused")
    assert paused.json() == {
        "success": True, "message": "Deployment status updated to 'paused'"}
    trace = alice.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert (trace["deployment_status"], trace["next_run_at"]) == ("paused", None)

    listed = alice.get("/automation/traces").json()
    row = next(row for row in listed["traces"] if row["id"] == trace_id)
    assert listed["count"] == len(listed["traces"]) and "trace_data" not in row
    assert (row["deployment_status"], row["schedule_type"], row["entry_count"]) == (
        "paused", "weekly", 3)

    deleted = alice.delete(f"/automation/traces/{trace_id}")
    assert deleted.json() == {"success": True, "message": "Trace deleted successfully"}
    gone = alice.get(f"/automation/traces/{trace_id}")
    assert (gone.status_code, gone.json()) == (404, {"detail": "Trace not found"})


def test_a_run_by_hand_sends_its_mail_to_the_outbox(reprise, alice, mail_trace):
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    assert alice.put("/automation/bindings", {"tool": "send_gmail", "adapter": "local"}).ok

    started = alice.post(f"/automation/traces/{trace_id}/runs")
    assert started.status_code == 202
    run = alice.ended(started.json()["run_id"])

    assert run["outcome"] == "succeeded", run
    assert [step["tool"] for step in run["steps"]] == ["send_gmail"]
    mails = [mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")]
    assert any("team@example.com" in mail and "All green." in mail for mail in mails)


def test_a_binding_says_which_answers_of_a_server_are_success(reprise, alice):
    trace_id = alice.post("/automation/traces", {
        "provider_id": "p", "thread_id": "probe", "trace_data": [
            {"event": "tool_call", "tool": "probe", "params": {
                "url": f"http://127.0.0.1:{reprise.port}/automation/nowhere"}}],
    }).json()["trace_id"]
    outcomes = []
    for codes in (None, "200-299,404"):
        bound = alice.put("/automation/bindings", {
            "tool": "probe", "adapter": "http", "success_codes": codes})
        assert bound.json()["binding"]["success_codes"] == (codes and "200-299, 404"), bound.text
        run = alice.ended(alice.begin(trace_id))
        outcomes.append((run["outcome"], run["steps"][0]["attempts"][0]["response"]["status"]))
    assert outcomes == [("failed", 404), ("succeeded", 404)]
    listed = alice.get("/automation/bindings").json()["bindings"]
    assert [each["success_codes"] for each in listed if each["tool"] == "probe"] == [
        "200-299, 404"]


def test_a_schedule_for_the_coming_minute_runs_by_itself_and_survives_a_kill(
        reprise, alice, mail_trace):
    mail_trace["trace_data"][1]["params"]["subject"] = "By itself"
    mail_trace["trace_data"][1]["tool"] = "send_email"
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    assert alice.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "custom", "schedule_time": "* * * * *",
        "schedule_config": {"timezone": "UTC"}}).ok

    def succeeded():
        rows = alice.get(
            f"/automation/traces/{trace_id}/occurrences?outcome=succeeded").json()["occurrences"]
        return rows

    assert eventually(succeeded, seconds=75)
    os.kill(reprise.server_process(), signal.SIGKILL)
    assert eventually(lambda: alice.get("/health").status_code == 200, seconds=10)
    trace = alice.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert (trace["deployment_status"], trace["schedule_time"]) == ("deployed", "* * * * *")
    first = len(succeeded())
    assert eventually(lambda: len(succeeded()) > first, seconds=75)

    rows = alice.get(f"/automation/traces/{trace_id}/occurrences").json()["occurrences"]
    instants = [row["scheduled_at"] for row in rows]
    assert len(instants) == len(set(instants))
    mails = [mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")]
    assert any("Subject: By itself" in mail for mail in mails)
    alice.delete(f"/automation/traces/{trace_id}")
