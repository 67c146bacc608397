"""What a press of a button means, in a real browser; with scripts and without."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import requests
from browser import browser  # noqa: F401, a fixture
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from test_history_pages import note
from test_pages import sign_in

PASSWORD = "correct horse battery"


def account(reprise, browser, role):
    """A new account, signed in."""
    name = f"{role}-{browser.driver.session_id[:8]}"
    client = reprise.account(name)
    assert reprise.client().post(
        "/automation/accounts/passwords", {"name": name, "password": PASSWORD}).ok
    sign_in(reprise, browser, name)
    return name, client


def runs(client, trace_id):
    return client.get(f"/automation/traces/{trace_id}/runs").json()["total"]


def test_a_double_click_runs_once_and_going_back_runs_again(reprise, browser):
    _, nina = account(reprise, browser, "nina")
    trace_id = note(nina, "Twice")
    panel = f"/traces/{trace_id}"
    browser.open(reprise.origin + panel)
    button = next(each for each in browser.all("button") if each.text == "Run now")
    ActionChains(browser.driver).double_click(button).perform()
    assert browser.eventually(
        lambda: browser.path.startswith("/runs/") or "Already done" in browser.text), browser.text
    # On a slow machine the second click may come when the run's page was shown already.
    pages = 1
    if "Already done" in browser.text:
        browser.press("See what came of it")
        pages = 2
    else:
        browser.sees("The run was asked for.")
    assert browser.eventually(lambda: browser.path.startswith("/runs/"))
    assert runs(nina, trace_id) == 1

    for _ in range(pages):
        browser.driver.back()
    browser.is_on(panel).press("Run now")
    if browser.eventually(lambda: "Already done" in browser.text, seconds=2):
        browser.press("Do it once more")
    assert browser.eventually(lambda: browser.path.startswith("/runs/"))
    assert runs(nina, trace_id) == 2


def test_presses_at_once_land_on_one_page(reprise):
    uwe = reprise.account("uwe")
    session = requests.Session()
    reprise.sign_in(reprise.command("user", "link", "uwe").stdout.strip(), session)
    page = session.get(f"{reprise.origin}/traces/new").text
    fields = {name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1)
              for name in ("csrf", "idempotency_key")}
    text = json.dumps([{"event": "note", "text": "x" * 700}] * 9000)

    def press(_):
        return session.post(
            f"{reprise.origin}/traces", data={**fields, "trace": text}, allow_redirects=False,
            headers={"Sec-Fetch-Site": "same-origin"}, timeout=60).headers["Location"]

    with ThreadPoolExecutor(6) as pool:
        places = set(pool.map(press, range(6)))
    assert len(places) == 1 and uwe.get("/automation/traces").json()["count"] == 1


def test_no_page_says_that_everything_is_paused_while_it_is_not(reprise, browser):
    _, otto = account(reprise, browser, "otto")
    note(otto, "Reminder", schedule_type="daily", schedule_time="09:00")
    browser.open(f"{reprise.origin}/pause").fill("reason", "Holidays").press("Pause everything")
    browser.is_on("/traces").sees("Everything is paused.", "Holidays")
    browser.driver.refresh()
    browser.sees("Holidays")
    assert "Everything is paused." not in browser.text
    browser.press("Resume everything").sees("The pause is over")

    browser.driver.back()
    browser.driver.back()
    browser.is_on("/pause").fill("reason", "Holidays").press("Pause everything")
    browser.eventually(lambda: any(words in browser.text for words in [
        "Everything is paused.", "Already done", "Nothing was done"]))
    is_paused = otto.get("/automation/pause").json()["pause"] is not None
    assert ("Everything is paused." in browser.text) == is_paused


def filled(reprise, browser, trace_id):
    browser.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    browser.fill("name", "Größe & <b>").choose("schedule_type", "custom")
    browser.fill("customInterval", "every 2 hours").fill("timezone", "Europe/Berlin")


def is_filled(browser):
    values = [browser.find(f"[name={name}]:not([type=hidden])").get_attribute("value")
              for name in ("name", "customInterval", "timezone")]
    assert values == ["Größe & <b>", "every 2 hours", "Europe/Berlin"]
    assert browser.find("[value=custom]").is_selected()


def test_what_is_too_long_to_be_carried_outlives_it_too(reprise, browser, tmp_path):
    name, kate = account(reprise, browser, "kate")
    text = json.dumps([{"event": "note", "text": "x" * 690}] * 100)
    browser.open(f"{reprise.origin}/traces/new")
    file = tmp_path / "trace.json"
    file.write_text(text)
    browser.find("[name=file]").send_keys(str(file))
    if browser.scripts:
        assert browser.eventually(
            lambda: browser.find("[name=trace]").get_attribute("value") == text)
    browser.driver.delete_all_cookies()
    browser.press("Save trace").sees("too long to be carried along", "then reload this page")
    form = browser.driver.current_window_handle
    browser.press("Sign in in another tab")
    assert browser.eventually(lambda: len(browser.driver.window_handles) == 2)
    browser.driver.switch_to.window(
        next(each for each in browser.driver.window_handles if each != form))
    browser.fill("name", name).fill("password", PASSWORD).press("Sign in").is_on("/traces")
    browser.driver.close()
    browser.driver.switch_to.window(form)
    browser.driver.refresh()
    browser.sees("Nothing was done yet")
    assert browser.find("[name=trace]").get_attribute("value") == text
    browser.press("Save trace").sees("The trace is saved")
    assert kate.get("/automation/traces").json()["total"] == 1


def test_what_was_typed_outlives_the_session(reprise, browser):
    name, pia = account(reprise, browser, "pia")
    trace_id = note(pia, "Reminder")
    filled(reprise, browser, trace_id)
    browser.driver.delete_all_cookies()
    browser.press("Deploy").sees("Your session has ended", "What you typed is kept")
    form = browser.find("main form")
    for field, value in (("name", name), ("password", PASSWORD)):
        form.find_element("css selector", f"[name={field}]").send_keys(value)
    browser.press("Sign in").sees("Nothing was done yet", "Schedule")
    is_filled(browser)
    if browser.scripts:
        browser.sees("Every 2 hours")
    assert pia.get(f"/automation/traces/{trace_id}").json()["trace"]["schedule_type"] is None
    browser.press("Deploy").is_on(f"/traces/{trace_id}").sees("The automation is deployed.")


def test_what_was_typed_is_there_after_signing_in_in_another_tab(reprise, browser):
    name, rosa = account(reprise, browser, "rosa")
    trace_id = note(rosa, "Reminder")
    filled(reprise, browser, trace_id)
    browser.driver.delete_all_cookies()
    browser.press("Deploy").sees("Your session has ended")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    sign_in(reprise, browser, name)
    browser.driver.close()
    browser.driver.switch_to.window(first)
    browser.press("I have signed in in another tab").sees("Nothing was done yet")
    is_filled(browser)
    browser.press("Deploy").sees("The automation is deployed.")


def test_a_second_tab_does_not_overwrite_a_newer_version(reprise, browser):
    _, sina = account(reprise, browser, "sina")
    trace_id = note(sina, "Reminder", schedule_type="daily", schedule_time="09:00")
    filled(reprise, browser, trace_id)
    assert sina.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "10:00"}).ok
    browser.press("Deploy again").sees(
        "Nothing was done: since this page was opened, version 2 was deployed",
        "What is there now", "Every day at 10:00")
    is_filled(browser)
    trace = sina.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["schedule_time"] == "10:00"
    browser.press("Deploy again").sees("The automation is deployed.", "Every 2 hours")


def test_a_panel_that_holds_a_button_back_goes_on_living(reprise, browser):
    _, tina = account(reprise, browser, "tina")
    trace_id = note(tina, "Reminder", schedule_type="daily", schedule_time="09:00")
    browser.open(f"{reprise.origin}/traces/{trace_id}")
    tina.patch(f"/automation/deployment-status/{trace_id}?status=paused")
    browser.press("Back to draft").sees("since this page was opened, it was paused")
    if not browser.scripts:
        return
    browser.is_on(f"/traces/{trace_id}")
    tina.patch(f"/automation/deployment-status/{trace_id}?status=failed")
    assert browser.eventually(lambda: browser.find("#state .badge").text == "Failed", seconds=40)
    assert not [each for each in browser.complaints() if "status of 409" not in each]


def test_a_token_is_shown_once_and_its_page_can_be_read_again(reprise, browser):
    account(reprise, browser, "theo")
    browser.open(f"{reprise.origin}/account").fill("name", "laptop").press("Make token")
    browser.sees("It is shown this once")
    token = browser.find("#token").text
    browser.driver.refresh()
    browser.is_on("/account").sees("Its text went with the answer")
    assert token not in browser.driver.page_source
    assert reprise.client(token).get("/automation/traces").ok
    assert browser.complaints() == []


def test_enter_in_a_field_of_the_schedule_deploys(reprise, browser):
    _, ulla = account(reprise, browser, "ulla")
    trace_id = note(ulla, "Reminder")
    filled(reprise, browser, trace_id)
    browser.find("[name=customInterval]").send_keys(Keys.ENTER)
    browser.is_on(f"/traces/{trace_id}").sees("The automation is deployed.", "Every 2 hours")


def test_the_time_stays_when_the_type_changes(reprise, browser):
    _, vera = account(reprise, browser, "vera")
    trace_id = note(vera, "Reminder", schedule_type="custom", schedule_time="every 2 hours")
    browser.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    browser.choose("schedule_type", "daily")
    time = browser.find("[name=schedule_time]")
    assert time.get_attribute("value") == "09:00"
    time.send_keys("1015AM")
    browser.choose("schedule_type", "custom").choose("schedule_type", "weekly")
    assert time.get_attribute("value") == "10:15"
    assert browser.find("[name=customInterval]").get_attribute("value") == "every 2 hours"
    browser.choose("schedule_type", "daily").press("Deploy again")
    browser.is_on(f"/traces/{trace_id}").sees("Every day at 10:15")


def test_a_pressed_button_shows_that_it_is_at_work_until_the_page_is_back(reprise, browser):
    if not browser.scripts:
        return
    _, will = account(reprise, browser, "will")
    trace_id = note(will, "Reminder")
    browser.open(f"{reprise.origin}/traces/{trace_id}")
    browser.driver.execute_script("""
        window.sent = 0
        document.addEventListener('submit', (event) => {
          if (!event.defaultPrevented) sent += 1
          event.preventDefault()
        })""")
    button = next(each for each in browser.all("button") if each.text == "Run now")
    button.click()
    assert browser.eventually(lambda: button.get_attribute("aria-busy") == "true")
    assert not button.is_enabled()
    browser.driver.execute_script("arguments[0].form.requestSubmit()", button)
    assert browser.driver.execute_script("return sent") == 1
    browser.driver.execute_script(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert button.is_enabled() and button.get_attribute("aria-busy") is None
    button.click()
    assert browser.driver.execute_script("return sent") == 2


def test_what_cannot_be_carried_out_is_said_beside_deploy(reprise, browser):
    _, elsa = account(reprise, browser, "elsa")
    trace_id = elsa.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "hindered", "trace_data": [
            {"event": "tool_call", "tool": "note", "params": {"text": "Hello"}},
            {"event": "tool_call", "tool": "weather", "params": {"city": "Oslo"}},
            {"event": "tool_call", "tool": "send_email",
             "params": {"to": "ann", "subject": "Status", "body": "x"}},
        ]}).json()["trace_id"]
    words = "2 of the 3 calls cannot be carried out as they stand: steps 2 and 3."
    browser.open(f"{reprise.origin}/traces/{trace_id}").sees(words, "Nothing carries out weather")
    browser.press("Convert").is_on(f"/traces/{trace_id}/schedule")
    note = browser.find("form.schedule .calls")
    assert words in note.text and "Step 3 (send_email)" in note.text and "weather" in note.text
    deploy = next(each for each in browser.all("button") if each.text == "Deploy")
    assert 0 < deploy.location["y"] - note.location["y"] - note.size["height"] < 60, "beside it"
    browser.press("say what carries it out").is_on(f"/traces/{trace_id}")


def test_what_only_a_deployment_refuses_stays_said_until_its_field_is_another(reprise, browser):
    _, vera = account(reprise, browser, "vera")
    browser.open(f"{reprise.origin}/traces/{note(vera, 'Over')}/schedule")
    browser.choose("schedule_type", "custom").fill("customInterval", "every day at 9am")
    browser.press("Start, end and exceptions").fill("end", "2020-01-01")
    words = "this schedule is over"
    browser.press("Deploy").sees("This cannot be deployed yet", words)
    if not browser.scripts:
        return

    def told():
        return [each.text for each in browser.all(".fault")
                if words in each.text and each.is_displayed()
                and each.value_of_css_property("visibility") == "visible"]

    # The preview has come, and finds nothing wrong.
    assert browser.eventually(lambda: "No run is left" in browser.find("#preview").text)
    assert len(told()) == 2 and browser.find("#end").get_attribute("aria-invalid") == "true"
    browser.fill("name", "Another name")
    assert browser.eventually(lambda: not browser.all("#preview[aria-busy]"))
    assert len(told()) == 2
    browser.fill("end", "2199-01-01")
    assert browser.eventually(lambda: not told())
    assert not browser.find("#end").get_attribute("aria-invalid")


def test_a_refused_form_is_there_again_after_back_and_reloading(reprise, browser):
    if not browser.scripts:
        return
    _, uma = account(reprise, browser, "uma")
    trace_id = note(uma, "Reminder")
    panel = f"/traces/{trace_id}"
    for path, fills, press, address in (
            (f"{panel}/schedule", {"customInterval": "each blue moon", "name": "Moon"}, "Deploy", None),
            ("/pause", {"reason": "Stocktaking", "timezone": "Nowhere/Town"}, "Pause everything", None),
            ("/traces/new", {"trace": '[{"event": "tool_call"'}, "Save trace", None),
            ("/account", {"name": "Agent", "days": "soon"}, "Make token", None)):
        browser.open(reprise.origin + path)
        if "customInterval" in fills:
            browser.choose("schedule_type", "custom")
        for name, value in fills.items():
            browser.fill(name, value)
        browser.press(press)
        assert browser.eventually(lambda: browser.all("[aria-invalid]")), browser.text

        def is_there():
            return browser.path == path and all(
                browser.find(f"[name='{name}']:not([type=hidden])").get_attribute("value") == value
                for name, value in fills.items())

        assert browser.eventually(is_there), f"{browser.path}:\n{browser.text}"
        browser.press("Runs").is_on("/runs")
        for move in (browser.driver.back, browser.driver.refresh):
            move()
            assert browser.eventually(is_there), f"{browser.path}:\n{browser.text}"
        if "customInterval" in fills:
            assert browser.find("[value=custom]").is_selected()
            assert browser.eventually(lambda: "fault" in browser.find("#preview").get_attribute("innerHTML"))
            # What came in between is told, though the page was read again since.
            assert uma.post("/automation/deploy", {
                "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00"}).ok
            browser.driver.refresh()
            assert browser.eventually(is_there)
            browser.fill("customInterval", "every 2 hours").press("Deploy again")
            browser.sees("since this page was opened")
            summary = uma.get(f"/automation/traces/{trace_id}").json()["trace"]
            assert summary["schedule_type"] == "daily"


def test_a_preview_is_of_what_stands_in_the_form_after_back(reprise, browser):
    if not browser.scripts:
        return
    _, vera = account(reprise, browser, "vera")
    panel = f"/traces/{note(vera, 'Reminder')}"
    browser.open(f"{reprise.origin}{panel}/schedule").choose("schedule_type", "custom")
    browser.fill("customInterval", "twice a fortnight").press("Deploy")
    assert browser.eventually(lambda: browser.all("[aria-invalid]")), browser.text
    browser.choose("schedule_type", "daily").fill("schedule_time", "0930AM").press("Deploy")
    browser.is_on(panel).driver.back()

    def is_of_it():
        return (browser.all("[value=daily]:checked") and not browser.all("#preview .fault")
                and "Every day at 09:30" in browser.find("#preview").text)

    assert browser.eventually(is_of_it), browser.text


def test_a_page_that_comes_back_does_not_say_again_what_was_done_then(reprise, browser):
    if not browser.scripts:
        return
    _, xenia = account(reprise, browser, "xenia")
    trace_id = note(xenia, "Reminder")
    assert xenia.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00"}).ok
    browser.open(f"{reprise.origin}/traces/{trace_id}").press("Pause")
    browser.sees("The automation is paused.").press("Resume").sees("The automation runs on its schedule again.")
    browser.driver.back()
    assert browser.eventually(lambda: "Deployed" in browser.text), browser.text
    assert browser.eventually(lambda: "The automation is paused." not in browser.text), browser.text


def test_what_somebody_typed_is_there_for_nobody_else(reprise, browser):
    if not browser.scripts:
        return
    account(reprise, browser, "wanda")
    browser.open(f"{reprise.origin}/traces/new").fill("trace", '[{"event": "tool_call"')
    browser.press("Save trace").sees("Line 1")
    assert browser.eventually(lambda: browser.path == "/traces/new")
    place = browser.driver.execute_script("return history.length")
    account(reprise, browser, "xaver")
    behind = browser.driver.execute_script("return history.length") - place
    browser.driver.execute_script(f"history.go(-{behind})")
    browser.is_on("/traces/new").sees("xaver")
    assert browser.find("#trace").get_attribute("value") == ""


def test_a_zone_that_was_meant_is_taken_by_one_press_on_the_form_of_the_pause(reprise, browser):
    _, amir = account(reprise, browser, "amir")
    browser.open(f"{reprise.origin}/pause").fill("reason", "Stocktaking")
    browser.fill("timezone", "PST").press("Pause everything")
    browser.sees("is no time zone").press("America/Los_Angeles")
    assert browser.eventually(
        lambda: browser.find("[name=timezone]").get_attribute("value") == "America/Los_Angeles")
    assert browser.find("[name=reason]").get_attribute("value") == "Stocktaking"
    browser.press("Pause everything").is_on("/traces").sees("Everything is paused.")
    assert amir.delete("/automation/pause").ok
