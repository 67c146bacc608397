"""A task's log in the account of somebody of its own, whose tools lead into a world."""

import datetime

from worlds import world
from worlds.hosts import MCPHost, RunnerHost
from worlds.world import first_day


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


def host(task):
    """What carries a task's tools out."""
    return RunnerHost(world) if task.over == "webhook" else MCPHost(world, world(today()).tools)


def recorded(task):
    """The log of what an agent did on the first day."""
    return task.log(task.performed(world(first_day(today()), later=False)))


def meant(task, host):
    """An agent that did the same on the day on which a host was asked."""
    return task.performed(world(host.world.day))


def leads(client, host):
    """All tools of an account lead to a host."""
    made = client.post("/automation/connections", {
        "name": "world", "kind": host.kind, "settings": host.settings})
    assert made.ok, made.text
    host.keeps(made.json().get("secret"))
    bound = client.put("/automation/bindings", {"tool": "*", "connection": "world"})
    assert bound.ok, bound.text


class Automation:
    """Deployed."""

    def __init__(self, reprise, task, host, name, **deployment):
        self.host = host
        self.client = reprise.account(name)
        leads(self.client, host)
        log = recorded(task)
        saved = self.client.post("/automation/traces", {
            "provider_id": "world", "thread_id": task.name,
            "trace_data": log if isinstance(log, list) else [log]})
        assert saved.ok, saved.text
        self.id = saved.json()["trace_id"]
        self.workflow = self.client.get(f"/automation/traces/{self.id}/workflow").json()
        deployed = self.client.post("/automation/deploy", {
            "trace_id": self.id, "schedule_type": "daily", "schedule_time": "09:00",
            "schedule_config": {"timezone": "UTC"}, **deployment})
        assert deployed.ok, deployed.text
        self.notices = deployed.json()["notices"]

    def runs(self):
        """What became of a run by hand."""
        return self.client.ended(self.client.begin(self.id))
