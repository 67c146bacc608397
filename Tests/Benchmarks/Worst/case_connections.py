"""What leads elsewhere: described APIs, and messages."""

import json
import time

from callers import call_of
from case import case, together


@case("operations", 2000, allowed=1000)
def operations(house, count):
    """A connection is made by a document of so many operations and tested, each operation is a step;
    ten readings at once of the panel and of the connection's page, then a deployment."""
    parameters = [
        {"name": f"a{number}", "in": "query", "schema": {"type": "string"}} for number in range(5)]
    document = json.dumps({
        "openapi": "3.1.0", "info": {"title": "Many", "version": "1"},
        "servers": [{"url": house.sink.url}], "paths": {
            f"/p{number}": {"get": {"operationId": f"op{number}", "parameters": parameters}}
            for number in range(count)}})
    calls = [call_of(f"op{number}", a0="x", a4="y") for number in range(count)]
    trace = house.alice.save(calls, "operations")

    def make_read_and_deploy():
        made = house.alice.post("/automation/connections", {
            "name": "many", "kind": "openapi", "settings": {"document": document}}).taken().json()
        path = f"/connections/{made['connection']['id']}"
        house.alice.put("/automation/bindings", {"tool": "*", "connection": "many"}).taken()
        house.alice.post(f"/automation{path}/test").taken()
        together(*[
            lambda path=path: house.alice_browser.get(path).taken()
            for path in [f"/traces/{trace}", path] * 5])
        house.alice.deploy(trace)
    return make_read_and_deploy


@case("runs", 400)
def messages(house, count):
    """So many automations of somebody with 20 channels fail at once; until the last messages that the
    hour has room for have gone."""
    house.alice.put("/automation/notifications", {"channels": [
        {"kind": "ntfy", "to": f"{house.sink.url}/topic{number}"} for number in range(20)]}).taken()
    traces = [
        house.alice.save([call_of("send_email", to="a@@b", subject="", body="x")], f"fails-{number}")
        for number in range(count)]

    def fail_and_tell():
        together(*[
            lambda part=traces[first::20]: [house.alice.begin(trace) for trace in part]
            for first in range(20)])
        for trace in traces:
            house.alice.end(trace)
        while True:
            told = house.alice.get("/automation/notifications").taken().json()["deliveries"]
            if all(delivery["outcome"] for delivery in told if delivery["event"] != "more"):
                return None
            time.sleep(min(0.1, house.alice.left()))
    return fail_and_tell
