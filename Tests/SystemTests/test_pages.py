"""The pages in a real browser: by keyboard alone, at every width, in both schemes."""

import gzip
import json
import uuid
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from browser import Browser, browser  # noqa: F401, a fixture
from conftest import eventually
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

WIDTHS = (1280, 768, 360, 320)
HOSTILE = "<script>alert(1)</script> & " + "very_long_name_" * 14


@pytest.fixture(scope="module")
def scene(reprise):
    """An account with a trace in each state, the paths of all its pages, and of those that change
    while everything is paused."""
    clara = reprise.account("clara")
    assert clara.put("/automation/notifications", {"channels": [
        {"kind": "ntfy", "to": "http://127.0.0.1:9/" + "very-long-topic-" * 12},
        {"kind": "mail", "to": f"{'c' * 60}@{'example.' * 20}org"}]}).ok

    def save(name, *tools):
        return clara.post("/automation/traces", {
            "provider_id": "desk", "thread_id": name[:40], "name": name, "trace_data": [
                {"event": "tool_call", "tool": tool, "agent": "a" * 120,
                 "params": {"text": "x" * 300}} for tool in tools]}).json()["trace_id"]

    def deploy(trace_id, **schedule):
        answer = clara.post("/automation/deploy", {"trace_id": trace_id, **schedule})
        assert answer.ok, answer.text

    hostile, unbound = save(HOSTILE, "t_" * 80), save("Unbound", "send_gmail", "sheets_append")
    paused, failed, empty = save("Paused", "note"), save("Failed", "note"), save("Empty")
    daily = {"schedule_type": "daily", "schedule_time": "09:00",
             "schedule_config": {"timezone": "America/New_York"}}
    for trace_id in (unbound, paused, failed):
        deploy(trace_id, **daily)
    for trace_id, status in ((paused, "paused"), (failed, "failed")):
        assert clara.patch(f"/automation/deployment-status/{trace_id}?status={status}").ok
    run = clara.post(f"/automation/traces/{failed}/runs").json()["run_id"]
    broken, long = save("Broken", "note", "http_request"), save("Long", *["note"] * 430)
    deploy(broken, schedule_type="custom", schedule_time="every minute", schedule_config={
        "timezone": "UTC", "policies": {"attempts": 1, "open_after": 1, "overlap": "queue"}})
    many = clara.begin(long)

    def has_stopped():
        trace = clara.get(f"/automation/traces/{broken}").json()["trace"]
        return trace["deployment_status"] == "failed"

    assert eventually(has_stopped, 90)
    clara.ended(many)
    stopped = clara.get(f"/automation/traces/{broken}/runs").json()["runs"][0]["id"]
    connection = clara.post("/automation/connections", {
        "name": HOSTILE, "kind": "http",
        "settings": {"base_url": "https://" + "long." * 40 + "example/", "auth": {"type": "bearer"}},
        "secrets": {"token": "correct-horse-battery"}}).json()["connection"]["id"]
    assert clara.put("/automation/bindings", {
        "tool": "t_" * 120, "connection": HOSTILE, "request": {"method": "GET"}}).ok
    bound = f"/traces/{unbound}?bind=1&carried_out_by=" + quote(f"connection/{HOSTILE}", safe="")
    return SimpleNamespace(client=clara, hostile=hostile, paused=[
        "/traces", f"/traces/{unbound}", "/pause"], paths=[
        "/traces", "/traces?limit=2&offset=2", "/traces?status=failed", "/traces?offset=900",
        "/traces/new", *(f"/traces/{each}" for each in (hostile, unbound, paused, failed, empty)),
        f"/traces/{hostile}/schedule", f"/traces/{unbound}/schedule",
        f"/traces/{unbound}/schedule?preview=1&schedule_type=custom&customInterval=every+2+huors",
        f"/traces/{unbound}/schedule?preview=1&schedule_type=daily&schedule_time=09:00"
        "&missed=never&grace_seconds=soon&attempts=5",
        f"/traces/{hostile}/delete", f"/runs/{run}", "/nowhere", "/traces?limit=0",
        f"/traces/{broken}", f"/traces/{broken}/schedule", f"/runs/{stopped}", f"/runs/{many}",
        f"/runs/{many}?step=430", f"/runs/{many}?step=7&limit=1", f"/runs/{many}?step=5000",
        f"/traces/{broken}/occurrences", f"/traces/{broken}/occurrences?offset=9",
        f"/traces/{hostile}/occurrences",
        f"/traces/{broken}/occurrences?outcome=unknown&reason_code=limit&from=2026-01-01",
        "/runs", "/runs?limit=1&offset=1", f"/runs?outcome=failed&trace_id={broken}",
        "/runs?outcome=unknown", "/runs?offset=900", "/runs?outcome=good", "/pause", "/account",
        "/account/notifications",
        "/connections", "/connections/new", f"/connections/{connection}",
        f"/connections/{connection}/delete", bound,
        f"/traces/{unbound}?bind=1&carried_out_by=local%2Fsend_email",
        f"/traces/{hostile}?bind=1&carried_out_by=http",
        *(f"/connections/new?kind={kind}" for kind in ("http", "webhook", "mcp", "openapi"))])


def states(reprise, window, scene):
    """Opens every page in every state, one after the other, and names it."""
    for path in scene.paths:
        window.open(reprise.origin + path)
        yield path
    window.open(f"{reprise.origin}/pause").fill("reason", "x")
    window.driver.execute_script("document.getElementById('until').value = '2020-01-01T09:00'")
    window.find("main button.primary").click()
    yield "/pause refused" if window.sees("must be later than now") else None
    window.open(f"{reprise.origin}/account/notifications").fill("secret_to", HOSTILE)
    window.press("Add channel")
    yield "/account/notifications refused" if window.sees("must not contain spaces") else None
    window.open(f"{reprise.origin}/account").fill("new_password", "password1")
    window.fill("new_password_again", "password1").press("Set password")
    yield "/account, refused password" if window.sees("tried first") else None
    window.open(f"{reprise.origin}/account").fill("name", HOSTILE).fill("days", "soon")
    window.press("Make token")
    yield "/account, refused token" if window.sees("must be a whole number") else None
    window.fill("days", "7").press("Make token").sees("It is shown this once", "Expires")
    window.press("Revoke…")
    yield "/account, with a new token"
    window.driver.refresh()
    yield "/account, with a token told before" if window.sees("Its text went with the answer") else None
    window.press("Revoke…").press("Revoke for good").sees("The token is revoked.")
    window.open(f"{reprise.origin}/connections/new?kind=http").fill("base_url", HOSTILE)
    window.press("Make connection")
    yield "/connections refused" if window.sees("must begin with https://") else None
    form = f"/traces/{scene.hostile}/schedule"
    window.open(reprise.origin + form)
    for time in ("09:00", "10:00"):
        assert scene.client.post("/automation/deploy", {
            "trace_id": scene.hostile, "schedule_type": "daily", "schedule_time": time}).ok
    window.find("main button.primary").click()
    yield f"{form} of an older state" if window.sees("Nothing was done", "is there now") else None
    key = str(uuid.uuid4())
    for words in ("The run was asked for.", "Already done"):
        window.driver.execute_script("""
            const form = document.createElement('form')
            form.method = 'post'
            form.action = arguments[0]
            form.append(document.querySelector('[name=csrf]').cloneNode())
            const key = document.createElement('input')
            key.name = 'idempotency_key'
            key.value = arguments[1]
            form.append(key)
            document.body.append(form)
            form.requestSubmit(form.firstChild)""",
            f"/traces/{scene.hostile}/runs", key)
        window.sees(words)
    yield "already done"
    link = reprise.command("user", "link", "clara").stdout.strip()
    window.open(link)
    yield "a sign-in link, signed in" if window.sees("You are signed in already") else None
    window.open(f"{reprise.origin}/pause").fill("reason", HOSTILE)
    window.driver.delete_all_cookies()
    window.press("Pause everything")
    yield "a carried form" if window.sees("Your session has ended") else None
    yield "a sign-in link" if window.open(link).sees("Sign in as clara") else None
    window.press("Sign in").is_on("/traces")
    assert scene.client.post(
        "/automation/pause", {"reason": HOSTILE, "until": "2100-01-01T00:00:00Z"}).ok
    try:
        for path in scene.paused:
            window.open(reprise.origin + path)
            yield f"{path} paused"
    finally:
        assert scene.client.delete("/automation/pause").ok


@pytest.fixture(scope="module")
def window(reprise, scene):
    window = Browser()
    sign_in(reprise, window, "clara")
    yield window
    window.close()


def sign_in(reprise, window, name):
    window.open(reprise.command("user", "link", name).stdout.strip()).press("Sign in")
    window.is_on("/traces")


def dress(window, width, scheme):
    window.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def test_no_page_is_wider_than_the_window(reprise, window, scene):
    for path in states(reprise, window, scene):
        for width in WIDTHS:
            dress(window, width, "light")
            wide = window.driver.execute_script("""
                return [...document.querySelectorAll('body *')].filter((element) =>
                  element.getBoundingClientRect().right > innerWidth + 1
                  && !element.closest('pre, .line > *')).map((element) => element.outerHTML.slice(0, 80))""")
            assert wide == [], f"{path} at {width}"


def test_no_time_or_text_of_a_timeline_lies_under_its_icon(reprise, window, scene):
    under = """
        const wrong = []
        for (const entry of document.querySelectorAll('.timeline > li')) {
          const icon = getComputedStyle(entry, '::before')
          const edge = entry.getBoundingClientRect().left + parseFloat(icon.left) + parseFloat(icon.width)
          for (const part of entry.querySelectorAll('*')) {
            const box = part.getBoundingClientRect()
            if (box.width > 0 && box.left < edge) wrong.push(part.outerHTML.slice(0, 80))
          }
        }
        return [document.querySelectorAll('.timeline time').length, wrong]"""
    entries = [{"event": event, "timestamp": "2026-03-02T09:00:00Z", "tool": "note",
                "agent": HOSTILE, "params": {"text": HOSTILE}}
               for event in ("tool_call", "handoff", "decision", "completion", "other")]
    trace = scene.client.post("/automation/traces", {
        "provider_id": "icons", "thread_id": "icons", "trace_data": entries}).json()["trace_id"]
    for width in WIDTHS:
        dress(window, width, "light")
        window.open(f"{reprise.origin}/traces/{trace}")
        times, wrong = window.driver.execute_script(under)
        assert times > 0 and wrong == [], width


def test_axe_finds_no_violation(reprise, window, scene):
    for path in states(reprise, window, scene):
        for width, scheme in ((1280, "light"), (1280, "dark"), (320, "light")):
            dress(window, width, scheme)
            assert window.violations() == [], f"{path}, {width}, {scheme}"


def test_statuses_are_seen_in_the_readers_own_colours_and_on_paper(reprise, window, scene):
    painted = """
        const drawn = getComputedStyle(document.querySelector('.badge, .outcome'), '::before')
        const page = getComputedStyle(document.body).backgroundColor
        return [drawn.backgroundColor, page, drawn.maskImage || drawn.webkitMaskImage]"""
    dress(window, 1280, "dark")
    window.open(f"{reprise.origin}/traces")
    for features, media in (
            ([{"name": "forced-colors", "value": "active"}], ""), ([], "print")):
        window.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": features, "media": media})
        shape, page, mask = window.driver.execute_script(painted)
        assert shape != page and mask.startswith("url("), (features, media)
    shown = [each for each in window.all(".bar, .actions, .tabs, .foot") if each.is_displayed()]
    assert shown == []
    assert window.find("table").is_displayed()
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [], "media": ""})


def test_the_first_view_is_small(reprise, window, scene):
    session = {
        "Cookie": "; ".join(
            f"{each['name']}={each['value']}" for each in window.driver.get_cookies())}
    client = reprise.client(token=None)
    parts = ["/style.css", "/script.js", "/icon.svg"]
    shared = sum(len(gzip.compress(client.get(path).content, 6)) for path in parts)
    for path in scene.paths:
        page = client.get(path, headers=session)
        assert page.headers["Content-Type"].startswith("text/html")
        assert shared + len(gzip.compress(page.content, 6)) < 30_000, path


def focus(window, selector):
    """Goes on with the tabulator until something is in focus, as long as that is seen."""
    for _ in range(80):
        ActionChains(window.driver).send_keys(Keys.TAB).perform()
        seen = window.driver.execute_script("""
            const element = document.activeElement
            const drawn = (one) => one && getComputedStyle(one).outlineStyle !== 'none'
            return [element.matches(arguments[0]),
              element === document.body || drawn(element) || drawn(element.nextElementSibling)]""",
            selector)
        assert seen[1], window.driver.execute_script("return document.activeElement.outerHTML")
        if seen[0]:
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {window.path}")


def keys(window, *pressed):
    ActionChains(window.driver).send_keys(*pressed).perform()


def test_the_journey_by_keyboard_alone(reprise, browser, mail_trace):
    name = f"kay-{browser.driver.session_id[:8]}"
    reprise.account(name)
    sign_in(reprise, browser, name)
    focus(browser, "main a[href='/traces/new']")
    keys(browser, Keys.ENTER)
    browser.is_on("/traces/new")
    focus(browser, "#trace")
    keys(browser, json.dumps(mail_trace))
    focus(browser, "main button.primary")
    keys(browser, Keys.ENTER)
    browser.sees("The trace is saved.", "Nothing carries out")
    panel = browser.path

    focus(browser, "select[name=carried_out_by]")
    keys(browser, "Send")
    focus(browser, ".binding button")
    keys(browser, Keys.ENTER)
    browser.sees("The tool is bound.", "writes an e-mail to the outbox")

    focus(browser, f"a[href='{panel}/convert']")
    keys(browser, Keys.ENTER)
    browser.is_on(f"{panel}/schedule")
    focus(browser, "[name=schedule_type]")
    keys(browser, Keys.ARROW_RIGHT)
    focus(browser, "[name=days][value=monday]")
    keys(browser, Keys.SPACE)
    focus(browser, "form button.primary")
    keys(browser, Keys.ENTER)
    browser.is_on(panel).sees("The automation is deployed.", "Every Monday at 09:00")

    focus(browser, "button[value=paused]")
    keys(browser, Keys.ENTER)
    browser.sees("The automation is paused.", "If it is resumed, it runs:")
    focus(browser, "a.danger")
    keys(browser, Keys.ENTER)
    focus(browser, "button.danger")
    keys(browser, Keys.ENTER)
    browser.is_on("/traces").sees("The trace is deleted.")


def test_a_fault_goes_as_soon_as_it_is_mended(reprise, window, mail_trace):
    clara = reprise.client(reprise.command("token", "clara").stdout.strip())
    trace_id = clara.post("/automation/traces", mail_trace).json()["trace_id"]
    dress(window, 1280, "light")
    window.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    window.choose("schedule_type", "custom").fill("customInterval", "every 2 huors")
    window.press("Deploy").sees("This cannot be deployed yet")
    window.fill("customInterval", "every 2 hours")
    assert window.eventually(
        lambda: not [fault for fault in window.all(".fault") if fault.is_displayed()])
    assert not window.all("[aria-invalid]")
    window.find("[name=timezone]").clear()
    window.find("[name=timezone]").send_keys("new york", Keys.TAB)
    assert window.find("[name=timezone]").get_attribute("value") == "America/New_York"
    # Etc/GMT+5 is the opposite of what is meant.
    window.find("[name=timezone]").clear()
    window.find("[name=timezone]").send_keys("GMT+5", Keys.TAB)
    assert window.find("[name=timezone]").get_attribute("value") == "GMT+5"
    window.press("Deploy").sees("This cannot be deployed yet", "Etc/GMT-5")
    assert window.eventually(lambda: window.find("#timezone-fault").is_displayed())
    window.find("[name=timezone]").clear()
    window.find("[name=timezone]").send_keys("new york", Keys.TAB)
    assert window.eventually(
        lambda: not [fault for fault in window.all(".fault") if fault.is_displayed()]
        and not window.all("[aria-invalid]"))
    assert window.find("[name=timezone]").get_attribute("value") == "America/New_York"
    trace = clara.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["deployment_status"] == "draft"


def test_an_hour_in_doubt_is_settled_by_pressing_it(reprise, window, mail_trace):
    clara = reprise.client(reprise.command("token", "clara").stdout.strip())
    trace_id = clara.post("/automation/traces", mail_trace).json()["trace_id"]
    dress(window, 1280, "light")
    window.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    window.choose("schedule_type", "custom").fill("customInterval", "every weekday at 9")
    window.press("Deploy").sees("This cannot be deployed yet", "9:00 or 21:00? write 9am or 9pm")
    window.fill("name", "Not lost")
    window.press("every weekday at 9pm")
    assert window.find("[name=customInterval]").get_attribute("value") == "every weekday at 9pm"
    assert window.find("[name=name]").get_attribute("value") == "Not lost"
    window.sees("Every weekday at 21:00")
    assert window.eventually(
        lambda: not [offer for offer in window.all("[data-offer]") if offer.is_displayed()])
    # While one types, it is said beside the form.
    window.fill("customInterval", "every weekday at 9")
    window.press("every weekday at 9am").sees("Every weekday at 09:00")
    window.press("Deploy").sees("The automation is deployed.")
    assert clara.get(f"/automation/traces/{trace_id}").json()["trace"]["name"] == "Not lost"


def test_only_a_schedule_that_is_new_begins_in_the_zone_of_its_reader(reprise, window, mail_trace):
    clara = reprise.client(reprise.command("token", "clara").stdout.strip())
    own = window.driver.execute_script("return Intl.DateTimeFormat().resolvedOptions().timeZone")
    trace_id = clara.post("/automation/traces", mail_trace).json()["trace_id"]
    form = f"{reprise.origin}/traces/{trace_id}/schedule"
    dress(window, 1280, "light")
    window.open(form)
    assert window.find("[name=timezone]").get_attribute("value") == own
    # Nothing said of a zone is UTC, and deploying it again leaves it so.
    clara.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00"})
    window.open(form)
    assert window.find("[name=timezone]").get_attribute("value") == ""
    window.press("Deploy again").sees("The automation is deployed.")
    trace = clara.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert "timezone" not in (trace["schedule_config"] or {})


def test_a_pasted_fault_is_pointed_at(reprise, window):
    window.open(f"{reprise.origin}/traces/new")
    window.find("#trace").send_keys('[\n  {"event": "x"\n   "tool": 1}\n]')
    window.press("Save trace").sees("Line 3: expected")
    assert '"tool": 1}' in window.find(".excerpt .faulty").text
    assert window.driver.execute_script("return getSelection().toString()") == '   "tool": 1}'
