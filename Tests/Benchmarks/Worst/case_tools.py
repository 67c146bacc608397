"""What steps and bindings hold."""

from callers import call_of
from case import MIB, case, succeeded, together


@case("headers", 24_000, allowed=100)
def headers(house, count):
    """Four runs at once of http_request with so many headers."""
    step = call_of(
        "http_request", method="GET", url=f"{house.sink.url}/",
        headers={f"x-{number}": "1" for number in range(count)})
    traces = [house.alice.save([step], f"headers-{number}") for number in range(4)]

    def run_all():
        runs = together(*[lambda trace=trace: house.alice.run(trace) for trace in traces])
        return ", ".join(sorted({succeeded(run)["outcome"] for run in runs}))
    return run_all


@case("fields", 200_000, allowed=10_000)
def form_fields(house, count):
    """Ten readings at once of the panel and of the schedule form of http_request with a form of so
    many fields in another charset; then a run."""
    trace = house.alice.save([call_of(
        "http_request", method="POST", url=f"{house.sink.url}/", body={"a": [1] * count},
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-15"})],
        "form-fields")

    def read_and_run():
        together(*[
            lambda path=path: house.alice_browser.get(f"/traces/{trace}{path}").taken()
            for path in ["", "/schedule"] * 5])
        return succeeded(house.alice.run(trace))["outcome"]
    return read_and_run


@case("columns", 80_000, allowed=1000)
def columns(house, count):
    """append_row with so many columns, to a file that has them."""
    trace = house.alice.save([call_of(
        "append_row", file="wide", row={f"column {number}": 1 for number in range(count)})],
        "columns")
    house.alice.deploy(trace)
    succeeded(house.alice.run(trace))
    return lambda: succeeded(house.alice.run(trace))["outcome"]


@case("B", 7 * MIB)
def one_name(house, size):
    """append_row with one cell of that size, to a file of a thousand columns with one name."""
    names = house.alice.save([call_of("append_row", file="names", values=["a"] * 1000)], "names")
    succeeded(house.alice.run(names))
    trace = house.alice.save(
        [call_of("append_row", file="names", row={"a": "x" * size})], "one-name")
    house.alice.deploy(trace)
    return lambda: succeeded(house.alice.run(trace))["outcome"]


@case("steps", 10_000)
def globs(house, count):
    """Ten readings at once of the panel of so many steps whose names nearly fit each of 100
    patterns."""
    for number in range(100):
        house.alice.put("/automation/bindings", {
            "tool": "*" + "a" * 200 + f"b{number}*", "adapter": "local",
            "connection": "note"}).taken()
    # Each another name, so that none can be remembered.
    trace = house.alice.save(
        [call_of("a" * 250 + str(number)) for number in range(count)], "globs")
    return lambda: together(
        *[lambda: house.alice_browser.get(f"/traces/{trace}").taken()] * 10)


@case("steps", 10_000)
def templates(house, count):
    """Ten readings at once of the panel of so many steps, of each of which a binding's template makes
    a thousand times as much; then a deployment."""
    house.alice.put("/automation/bindings", {
        "tool": "much", "connection": "local", "remote": "note",
        "params": {"text": {"$text": [{"$ref": "params"}] * 1000}}}).taken()
    trace = house.alice.save([call_of("much", text="x" * 680) for _ in range(count)], "templates")

    def read_and_deploy():
        together(*[lambda: house.alice_browser.get(f"/traces/{trace}").taken()] * 10)
        house.alice.deploy(trace)
    return read_and_deploy


@case("addresses", 300_000)
def domains(house, count):
    """Ten readings at once of the panel of mails to so many addresses, each of another domain that is
    not in ASCII, a hundred to a mail."""
    calls = [call_of(
        "send_email", to=[f"a@ü{number}.de" for number in range(first, first + 100)], body="x")
        for first in range(0, count, 100)]
    trace = house.alice.save(calls, "domains")
    return lambda: together(*[lambda: house.alice_browser.get(f"/traces/{trace}").taken()] * 10)


def read_all(house, trace, run):
    """Every list and page on which a run of an automation shows."""
    api, pages = house.alice, house.alice_browser
    together(
        *[lambda path=path: api.get(path).taken() for path in [
            "/automation/traces", f"/automation/traces/{trace}/runs",
            f"/automation/traces/{trace}/occurrences", f"/automation/runs/{run}",
            "/automation/notices"]],
        *[lambda path=path: pages.get(path).taken() for path in [
            "/traces", f"/traces/{trace}", "/runs", f"/runs/{run}",
            f"/traces/{trace}/occurrences"]])


@case("B", int(7.8 * MIB))
def recipient(house, size):
    """send_email to one address of that length fails three times; then every list and page."""
    trace = house.alice.save([call_of("send_email", to="a" * size, subject="", body="")], "mail")
    return lambda: read_all(house, trace, [house.alice.run(trace) for _ in range(3)][-1]["id"])


@case("recipients", 100_000, allowed=100)
def recipients(house, count):
    """send_email to so many addresses; then every list and page."""
    trace = house.alice.save([call_of(
        "send_email", to=[f"p{number}@example.com" for number in range(count)], subject="Hello",
        body="Hello")], "mail")
    house.alice.deploy(trace)

    def send_and_read():
        run = succeeded(house.alice.run(trace))
        read_all(house, trace, run["id"])
    return send_and_read


@case("B", 100_000, allowed=255)
def tool_name(house, size):
    """A tool's name of that length on ten automations, none bound; a run of each, then every list
    and page."""
    traces = [house.alice.save([call_of("x" * size)], f"t{number}") for number in range(10)]
    for trace in traces:
        house.alice.deploy(trace)
    return lambda: read_all(
        house, traces[0], [house.alice.run(trace) for trace in reversed(traces)][-1]["id"])


@case("B", int(7.9 * MIB))
def nested(house, size):
    """A trace of 58 nested lists of that length: its panel and the pages of its entry and step."""
    values = b"[" * 58 + b"1" + b",1" * ((size - 200) // 2) + b"]" * 58
    trace = house.alice.save(
        b'[{"event": "tool_call", "tool": "note", "params": {"list": ' + values + b"}}]", "nested")
    return lambda: together(*[
        lambda path=path: house.alice_browser.get(f"/traces/{trace}{path}").taken()
        for path in ["", "/entries/1", "/steps/1"]])
