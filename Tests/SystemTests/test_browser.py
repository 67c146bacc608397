"""The main job, end to end, by a person at a browser; with scripts and without."""

import json

from browser import browser  # noqa: F401, a fixture
from selenium.webdriver.support.ui import Select


def sign_in(reprise, window, name):
    link = reprise.command("user", "link", name)
    assert link.returncode == 0, link.stderr
    window.open(link.stdout.strip()).press("Sign in")
    window.is_on("/traces")


def test_the_seed_journey_of_seven_steps(reprise, browser, mail_trace):
    name = f"carol-{browser.driver.session_id[:8]}"
    carol = reprise.account(name)
    sign_in(reprise, browser, name)
    browser.sees("No trace yet")

    browser.press("New trace").is_on("/traces/new")
    browser.find("textarea[name=trace]").send_keys(json.dumps(mail_trace))
    browser.press("Save trace").sees(
        "The trace is saved.", "Weekly status mail", "send_gmail", "Not bound")
    trace_id = browser.path.removeprefix("/traces/")

    browser.press("Convert").is_on(f"/traces/{trace_id}/schedule")
    browser.fill("name", "Status three times a week")
    browser.choose("schedule_type", "weekly")
    browser.choose("days", "monday", "wednesday", "friday")
    browser.fill("timezone", "UTC")
    browser.find("[name=schedule_time]").send_keys("0900AM")
    browser.press("Deploy").is_on(f"/traces/{trace_id}")
    browser.sees("The automation is deployed.", "Nothing carries out")

    trace = carol.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["name"] == "Status three times a week"
    assert (trace["deployment_status"], trace["schedule_type"], trace["schedule_time"]) == (
        "deployed", "weekly", "09:00")
    assert trace["schedule_config"] == {
        "timezone": "UTC", "days": ["monday", "wednesday", "friday"]}
    assert trace["trace_data"] == mail_trace["trace_data"]

    browser.press("Pause").sees("The automation is paused.")
    assert browser.find("#state .badge").text == "Paused"

    browser.press("Traces").is_on("/traces")
    browser.sees("Status three times a week", "Paused", "09:00")
    assert len(browser.all("table.traces tbody tr")) == 1

    browser.press("Status three times a week").press("Delete…")
    browser.sees("Delete “Status three times a week”?")
    browser.press("Delete for good").is_on("/traces")
    browser.sees("The trace is deleted.", "No trace yet")
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
    if browser.scripts:
        browser.sees("did you mean")
    browser.press("Deploy").sees("This cannot be deployed yet")
    assert "hours" in browser.find("#customInterval-fault").text
    assert browser.find("[name=customInterval]").get_attribute("value") == "every 2 huors"
    assert browser.find("[name=timezone]").get_attribute("value") == "Europe/Berlin"
    place = browser.find("button.primary").location
    browser.fill("customInterval", "every 2 hours")
    if browser.scripts:
        browser.sees("Every 2 hours")
        assert not browser.find("#customInterval-fault").is_displayed()
        assert browser.find("button.primary").location == place
    browser.press("Deploy").is_on(f"/traces/{trace_id}")
    assert "Every 2 hours" in browser.find("#schedule").text


def test_a_trace_comes_from_a_file(reprise, browser, mail_trace, tmp_path):
    name = f"fred-{browser.driver.session_id[:8]}"
    fred = reprise.account(name)
    sign_in(reprise, browser, name)
    file = tmp_path / "trace.json"
    file.write_text("[{},\n7]")
    browser.press("New trace").is_on("/traces/new")
    browser.find("#file").send_keys(str(file))
    browser.press("Save trace").sees("Line 2: entry 2 must be an object, not a number")
    assert browser.find("textarea").get_attribute("value") == "[{},\n7]"

    file.write_text(json.dumps({**mail_trace, "name": "Größe + 100 %"}, ensure_ascii=False))
    browser.open(f"{reprise.origin}/traces/new")
    browser.find("#file").send_keys(str(file))
    if browser.scripts:
        browser.eventually(lambda: browser.find("textarea").get_attribute("value"))
    browser.press("Save trace").sees("The trace is saved.", "Größe + 100 %")
    trace = fred.get(f"/automation{browser.path}").json()["trace"]
    assert trace["trace_data"] == mail_trace["trace_data"]


def test_a_file_in_another_encoding_is_refused_and_not_garbled(
        reprise, browser, mail_trace, tmp_path):
    name = f"gerd-{browser.driver.session_id[:8]}"
    gerd = reprise.account(name)
    sign_in(reprise, browser, name)
    file = tmp_path / "trace.json"
    file.write_bytes(json.dumps({**mail_trace, "name": "Müller"}, ensure_ascii=False).encode("latin-1"))
    browser.open(f"{reprise.origin}/traces/new")
    browser.find("#file").send_keys(str(file))
    browser.press("Save trace").sees("a text in UTF-8 would be right; this file is none")
    assert gerd.get("/automation/traces").json()["total"] == 0
    assert "\ufffd" not in browser.find("textarea").get_attribute("value")


def test_binding_on_the_panel_and_running_now(reprise, browser, mail_trace):
    name = f"emil-{browser.driver.session_id[:8]}"
    emil = reprise.account(name)
    subject = f"By hand of {name}"
    mail_trace["trace_data"][1]["params"]["subject"] = subject
    trace_id = emil.post("/automation/traces", mail_trace).json()["trace_id"]
    sign_in(reprise, browser, name)
    browser.open(f"{reprise.origin}/traces/{trace_id}")
    Select(browser.find("select[name=carried_out_by]")).select_by_visible_text(
        "Send an e-mail (send_email)")
    browser.press("Bind").sees("The tool is bound.")
    assert "Not bound" not in browser.text

    browser.press("Run now")
    assert browser.eventually(lambda: browser.path.startswith("/runs/"))
    assert browser.eventually(lambda: "Succeeded" in browser.find("#state").text or reload(browser))
    mails = [mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")]
    assert any(f"Subject: {subject}" in mail for mail in mails)


def test_setting_a_password_and_signing_in_with_it(reprise, browser):
    name = f"gina-{browser.driver.session_id[:8]}"
    reprise.account(name)
    sign_in(reprise, browser, name)
    browser.press(name).is_on("/account").sees("There is none yet")
    first, second = "correct horse battery", "staple of the battery"
    browser.fill("new_password", first).fill("new_password_again", first)
    browser.press("Set password").is_on("/account").sees("The password is set.")

    browser.press("Sign out").is_on("/sign-in")
    browser.fill("name", name).fill("password", first)
    browser.find("main button").click()
    browser.is_on("/traces").press(name).is_on("/account")
    browser.fill("current_password", second).fill("new_password", second)
    browser.fill("new_password_again", second).press("Change password")
    browser.sees("is not the password of this account")
    assert browser.find(":focus").get_attribute("name") == "current_password"
    browser.fill("current_password", first).fill("new_password", second)
    browser.fill("new_password_again", second).press("Change password")
    browser.is_on("/account").sees("The password is set.")

    browser.fill("name", "laptop").press("Make token").sees("It is shown this once")
    token = browser.find("#token").text
    assert reprise.client(token).get("/automation/traces").ok
    browser.press("Revoke…").press("Revoke for good").sees("The token is revoked.")
    assert reprise.client(token).get("/automation/traces").status_code == 401
    assert [each for each in browser.complaints() if "status of 422" not in each] == []


def reload(window):
    window.driver.refresh()
    return False
