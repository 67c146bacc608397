"""The main job, end to end, by a person at a browser; with scripts and without."""

import json

from browser import browser  # noqa: F401, a fixture
from conftest import eventually


def sign_in(reprise, window, name):
    link = reprise.command("user", "link", name)
    assert link.returncode == 0, link.stderr
    window.open(link.stdout.strip())
    assert window.path == "/traces", window.text


def test_the_seed_journey_of_seven_steps(reprise, browser, mail_trace):
    name = f"carol-{browser.driver.session_id[:8]}"
    carol = reprise.account(name)
    sign_in(reprise, browser, name)
    assert "No trace yet" in browser.text

    browser.press("New trace")
    browser.find("textarea[name=trace]").send_keys(json.dumps(mail_trace))
    browser.press("Save trace")
    trace_id = browser.path.removeprefix("/traces/")
    assert "The trace is saved." in browser.text
    assert "Weekly status mail" in browser.find("h1").text
    assert "send_gmail" in browser.text and "Not bound" in browser.text

    browser.press("Convert")
    assert browser.path == f"/traces/{trace_id}/schedule"
    browser.fill("name", "Status three times a week")
    browser.choose("schedule_type", "weekly")
    browser.choose("days", "monday", "wednesday", "friday")
    browser.fill("timezone", "UTC")
    browser.driver.find_element("name", "schedule_time").send_keys("0900AM")
    browser.press("Deploy")
    assert browser.path == f"/traces/{trace_id}", browser.text
    assert "The automation is deployed." in browser.text
    assert "Nothing carries out" in browser.text

    trace = carol.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["name"] == "Status three times a week"
    assert (trace["deployment_status"], trace["schedule_type"], trace["schedule_time"]) == (
        "deployed", "weekly", "09:00")
    assert trace["schedule_config"] == {
        "timezone": "UTC", "days": ["monday", "wednesday", "friday"]}
    assert trace["trace_data"] == mail_trace["trace_data"]

    browser.press("Pause")
    assert "The automation is paused." in browser.text
    assert browser.find("#state .badge").text == "Paused"

    browser.press("Traces")
    rows = browser.all("table.traces tbody tr")
    assert len(rows) == 1
    assert "Status three times a week" in rows[0].text and "Paused" in rows[0].text
    assert "09:00" in rows[0].text

    browser.press("Status three times a week").press("Delete…")
    assert "Status three times a week" in browser.find("h1").text
    browser.press("Delete for good")
    assert browser.path == "/traces" and "The trace is deleted." in browser.text
    assert "No trace yet" in browser.text
    assert carol.get(f"/automation/traces/{trace_id}").status_code == 404
    assert browser.complaints() == []


def test_a_refused_schedule_keeps_what_was_typed(reprise, browser, mail_trace):
    name = f"dora-{browser.driver.session_id[:8]}"
    dora = reprise.account(name)
    trace_id = dora.post("/automation/traces", mail_trace).json()["trace_id"]
    sign_in(reprise, browser, name)
    browser.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    browser.choose("schedule_type", "custom")
    browser.fill("customInterval", "every 2 huors")
    browser.fill("timezone", "Europe/Berlin")
    browser.press("Deploy")
    assert browser.path == f"/traces/{trace_id}/schedule"
    assert "hours" in browser.find("#customInterval-fault").text
    assert browser.find("[name=customInterval]").get_attribute("value") == "every 2 huors"
    assert browser.find("[name=timezone]").get_attribute("value") == "Europe/Berlin"
    browser.fill("customInterval", "every 2 hours")
    browser.press("Deploy")
    assert "Every 2 hours" in browser.find("#schedule").text


def test_binding_on_the_panel_and_running_now(reprise, browser, mail_trace):
    name = f"emil-{browser.driver.session_id[:8]}"
    emil = reprise.account(name)
    subject = f"By hand of {name}"
    mail_trace["trace_data"][1]["params"]["subject"] = subject
    trace_id = emil.post("/automation/traces", mail_trace).json()["trace_id"]
    sign_in(reprise, browser, name)
    browser.open(f"{reprise.origin}/traces/{trace_id}")
    for option in browser.all("select[name=adapter] option"):
        if option.text == "local":
            option.click()
    browser.fill("connection", "send_email")
    browser.press("Bind")
    assert "The tool is bound." in browser.text and "Not bound" not in browser.text

    browser.press("Run now")
    assert browser.path.startswith("/runs/")

    def ended():
        if "Running" in browser.find("#state").text or "Waiting" in browser.find("#state").text:
            browser.driver.refresh()
            return False
        return True

    assert eventually(ended)
    assert "Succeeded" in browser.find("#state").text
    mails = [mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")]
    assert any(f"Subject: {subject}" in mail for mail in mails)
