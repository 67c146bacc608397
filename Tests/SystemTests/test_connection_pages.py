"""Connections and bindings by a person at a browser; with scripts and without."""

import pytest
from browser import browser  # noqa: F401, a fixture
from conftest import eventually
from loopback_server import Handler, Server
from selenium.webdriver.support.ui import Select
from test_browser import sign_in


@pytest.fixture
def desk():
    """A server that keeps what it is asked, and answers."""

    class Answers(Handler):
        def do_POST(self):  # noqa: N802, the library's name
            self.server.asked.append(
                (self.path, self.headers["Authorization"], self.read_body().decode()))
            self.send_text(200, '{"sent": true}')

    server = Server(Answers)
    server.asked = []
    yield server
    server.close()


def test_a_tool_is_bound_to_an_api_without_a_word_of_json(reprise, browser, desk, mail_trace):
    name = f"dora-{browser.driver.session_id[:8]}"
    dora = reprise.account(name)
    mail_trace["trace_data"][1]["params"] = {
        "recipient": "ann@example.com", "subject": "Status", "body": "All green."}
    trace_id = dora.post("/automation/traces", mail_trace).json()["trace_id"]
    panel = f"/traces/{trace_id}"
    sign_in(reprise, browser, name)
    browser.open(f"{reprise.origin}{panel}").press("Make a connection")
    browser.is_on("/connections/new").press("HTTP requests").fill("name", "desk")
    base = f"{desk.origin}/v1"
    browser.fill("base_url", base).choose("auth", "bearer")
    browser.press("Make connection").sees("is needed").fill("secret_token", "correct-horse-battery")
    browser.complaints()  # that something is refused
    browser.press("Make connection").is_on(panel).sees("The connection is made.", "What would be sent")
    assert Select(browser.find("[name=carried_out_by]")).first_selected_option.text == (
        "Use the connection (desk)")

    browser.fill("request_path", "/mails/{recipient}")
    Select(browser.find("[name=request_body]")).select_by_visible_text("JSON: an object of these")
    for row, (parameter, source) in enumerate([("title", "subject"), ("text", "")], start=1):
        browser.fill(f"body-{row}-name", parameter)
        chosen = Select(browser.find(f"[name=body-{row}-from]"))
        if source:
            chosen.select_by_value(f"call/{source}")
        else:
            chosen.select_by_visible_text("A text with {parts} of the call")
            browser.fill(f"body-{row}-text", "Hello, {body}")
    browser.press("Look again").sees(f"{base}/mails/ann%40example.com", "[secret token]")
    browser.sees('"text": "Hello, All green."').press("Bind").sees("The tool is bound.")
    assert "Not bound" not in browser.text

    browser.press("Run now")
    assert browser.eventually(lambda: browser.path.startswith("/runs/"))
    assert eventually(lambda: desk.asked)
    assert desk.asked == [(
        "/v1/mails/ann%40example.com", "Bearer correct-horse-battery",
        '{"title":"Status","text":"Hello, All green."}')]
    bound = next(each for each in dora.get("/automation/bindings").json()["bindings"]
                 if each["tool"] == "send_gmail")
    assert bound["request"]["path"] == {"$text": ["/mails/", {"$ref": "params/recipient"}]}
    assert browser.complaints() == []


def test_the_life_of_a_webhook(reprise, browser):
    name = f"ella-{browser.driver.session_id[:8]}"
    ella = reprise.account(name)
    kinds = ella.post("/automation/connections", {"name": "x", "kind": "webhook", "settings": {
        "url": "https://x.example/"}})
    assert kinds.status_code == 201, kinds.text
    assert ella.delete(
        f"/automation/connections/{kinds.json()['connection']['id']}?confirm=true").ok
    sign_in(reprise, browser, name)
    browser.press("Connections").sees("No connection yet").press("New connection")
    browser.press("Webhook").fill("name", "runner").fill("url", "runner.example")
    browser.press("Make connection").sees("must begin with https://")
    assert browser.find("[name=name]").get_attribute("value") == "runner"
    browser.fill("url", "https://runner.example/steps").press("Make connection")
    browser.sees("The connection is made.", "shown this once")
    first = browser.find("#secret").text
    assert first.startswith("whsec_")
    browser.driver.refresh()
    browser.sees("nobody can show it again")
    assert first not in browser.driver.page_source

    browser.press("Make another signing secret…").press("Make another").sees("shown this once")
    assert browser.find("#secret").text not in ("", first)
    browser.press("Switch off").sees("The connection is switched off", "Switched off")
    browser.press("Switch on").sees("The connection is switched on.")
    browser.fill("name", "workshop").press("Save").sees("The connection is as you said it.")
    browser.press("Connections").is_on("/connections").sees("workshop", "Webhook", "never used")
    browser.press("workshop").press("Delete…").sees("Delete the connection “workshop”?")
    browser.press("Delete for good").is_on("/connections")
    browser.sees("The connection is deleted.", "No connection yet")
