"""Logs of what agents did on one day, and what becomes of them on another, when ids are others, lists
are longer and it is later: each task is deployed with what is sure of it, and literally beside that."""

import json

import pytest

from worlds.automation import Automation, host, meant
from worlds.harder_tasks import HARDER_TASKS
from worlds.misleading_tasks import MISLEADING_TASKS, book_for_the_rehearsal, ship_then_tell
from worlds.tasks import TASKS

# What these want is no more than likely, and so is replayed as it was recorded.
OPEN = [book_for_the_rehearsal, ship_then_tell]


@pytest.fixture(
    params=TASKS + HARDER_TASKS + MISLEADING_TASKS,
    ids=lambda task: f"{task.name} in {task.log.__name__}")
def task(request):
    if request.param in OPEN:
        pytest.skip("What is sure of it is not what the agent would have done.")
    return request.param


@pytest.fixture
def there(task):
    """What carries the task's tools out, in a world that is not there before somebody asks it."""
    there = host(task)
    yield there
    there.close()


def test_what_is_sure_of_a_log_does_what_the_agent_would_have_done(reprise, task, there):
    automation = Automation(reprise, task, there, f"sure-{task.name}", proposals="strong")
    assert automation.workflow["format"] == task.format
    run = automation.runs()
    assert run["outcome"] == "succeeded", run
    agent = meant(task, there)
    assert there.world.state == agent.world.state
    assert len(there.world.calls) == len(agent.calls) - task.left_out


def test_a_literal_replay_does_otherwise(reprise, task, there):
    automation = Automation(reprise, task, there, f"literal-{task.name}")
    assert any("meant otherwise" in notice for notice in automation.notices)
    run = automation.runs()
    assert there.world.state != meant(task, there).world.state
    if task.fails:
        assert run["outcome"] == "failed", run
        assert task.fails in json.dumps(run["steps"])
    else:
        assert run["outcome"] == "succeeded", run
