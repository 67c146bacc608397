"""Runs that are heavy, or many, or stand still."""

import contextlib
import datetime
import secrets
import sqlite3
import time

from callers import call_of
from case import case, succeeded, together
from house import ROOT, Failure

RESULT = 980_000


@case("steps", 60)
def results(house, count):
    """A run with results of 0.98 MB each is taken up again after its last step failed; the time is
    from when that was due to its end."""
    url = house.sink.url
    steps = [call_of("http_request", method="GET", url=f"{url}/result/{RESULT}")] * (count - 1)
    trace = house.alice.save(
        [*steps, call_of("http_request", method="GET", url=f"{url}/once/{secrets.token_hex(8)}")],
        "results")
    run = house.alice.begin(trace)
    sql = f"""SELECT retry_at FROM steps WHERE number = {count} AND retry_at IS NOT NULL
              AND occurrence_id = (SELECT occurrence_id FROM runs WHERE id = '{run}')"""
    while not (waiting := house.rows(sql)):
        house.alice.left()
        time.sleep(0.05)
    due = waiting[0][0] / 1000
    time.sleep(max(due - time.time() - 1, 0))
    house.begin(40)

    def await_end():
        ended = succeeded(house.alice.end(trace))
        return max(time.time() - due, 0), ended["outcome"]
    return await_end


def many_steps(count):
    """Makes one run's only step, with what it was answered, into so many."""
    def seed(database, template):
        [[occurrence]] = database.execute(
            "SELECT occurrence_id FROM runs WHERE id = ?", [template.heavy_run])
        for table, number in [("steps", "number"), ("attempts", "step")]:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            values = ["n" if column == number else column for column in columns]
            database.execute(
                f"""WITH RECURSIVE numbers (n) AS (
                      SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
                    INSERT INTO {table} ({", ".join(columns)})
                    SELECT {", ".join(values)} FROM {table}, numbers
                    WHERE occurrence_id = ? AND {number} = 1""", [occurrence])
    return seed


@case("steps", 10_000, seed=many_steps)
def heavy_reading(house, count):
    """A run of so many steps with answers of 9 kB each: by the API, its page's first and last part,
    and the lists of runs."""
    run, trace = house.template.heavy_run, house.template.heavy_trace
    return lambda: together(
        lambda: house.alice.get(f"/automation/runs/{run}").taken(),
        lambda: house.alice_browser.get(f"/runs/{run}").taken(),
        lambda: house.alice_browser.get(f"/runs/{run}?step={count}").taken(),
        lambda: house.alice.get(f"/automation/traces/{trace}/runs").taken(),
        lambda: house.alice_browser.get("/runs").taken())


@case("steps", 10_000, seed=many_steps)
def heavy_rerun(house, count):
    """The same run is run again, five times."""
    def rerun():
        for _ in range(5):
            house.alice.post(f"/automation/runs/{house.template.heavy_run}/rerun").taken()
            house.alice.end(house.template.heavy_trace)
    return rerun


@case("steps", 10_000, seed=many_steps)
def heavy_deleting(house, count):
    """The automation of the same run is deleted."""
    trace = house.template.heavy_trace
    return lambda: house.alice.call("DELETE", f"/automation/traces/{trace}").taken()


def still(house, urls):
    """Runs of Alice's at the same time, one for each URL, none of which gets anywhere, for 8 s."""
    traces = [
        house.alice.save([call_of("http_request", method="GET", url=url)], f"still-{number}")
        for number, url in enumerate(urls)]
    house.alice.deploy(traces[0])

    def begin():
        for trace in traces:
            house.alice.begin(trace)
        time.sleep(8)
    return begin


@case("runs", 70, grows=False)
def silent_server(house, count):
    """So many runs that call a server which takes their connections and never answers."""
    return still(house, [f"{house.sink.url}/silent"] * count)


@case("runs", 48, grows=False, bobs="call",
      settings=lambda: {"LD_PRELOAD": str(silent_library())})
def silent_names(house, count):
    """So many runs that call hosts whose name servers are silent, while Bob's call one that has an
    address."""
    return still(house, [f"http://n{number}.silent.example/" for number in range(count)])


@case("rows", 12_000, grows=False)
def waiting(house, count):
    """So many planned rows of sixty automations, which may be a day late, wait behind runs that call a
    silent server, for 8 s."""
    step = call_of("http_request", method="GET", url=f"{house.sink.url}/silent")
    traces = [house.alice.save([step], f"waiting-{number}") for number in range(60)]
    for trace in traces:
        house.alice.deploy(trace, "custom", "* * * * *", {
            "timezone": "UTC", "policies": {"overlap": "allow", "grace_seconds": 86_400}})
    minute = int(time.time()) // 60 * 60_000
    with contextlib.closing(sqlite3.connect(
            house.program.data / "reprise.db", timeout=10)) as database, database:
        database.execute(
            """WITH RECURSIVE numbers (n) AS (
                 SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
               INSERT INTO occurrences (trace_id, user_id, version, workflow, scheduled_at, manual,
                 due_at, late)
               SELECT v.trace_id, 'alice', v.number, v.workflow, ? - 60000 * n, 0, ? - 60000 * n, 0
               FROM versions AS v, numbers
               WHERE v.trace_id IN (SELECT id FROM automation_traces WHERE thread_id LIKE 'waiting-%')""",
            [count // len(traces), minute, minute])
    return lambda: time.sleep(8)


def silent_library():
    library = ROOT / ".build" / "worst" / "silent.so"
    if not library.exists():
        raise Failure(f"{library} is missing; Tests/Benchmarks/Worst/run makes it")
    return library


def many_totals(count):
    """So many rows of daily totals of Alice's, of a thousand automations that are gone."""
    def seed(database, template):
        today = int(time.time()) // 86_400
        days = count // 1000
        database.execute(
            """WITH RECURSIVE
                 traces (t) AS (SELECT 0 UNION ALL SELECT t + 1 FROM traces WHERE t < 999),
                 days (d) AS (SELECT ? UNION ALL SELECT d + 1 FROM days WHERE d < ?)
               INSERT INTO daily_totals (user_id, trace_id, day, outcome, count)
               SELECT 'alice', printf('00000000-0000-4000-8000-%012d', t), d, 'succeeded', 1440
               FROM traces, days""", [today - days + 1, today])
    return seed


@case("rows", 1_000_000, seed=many_totals)
def totals(house, count):
    """So many rows of daily totals: an automation's of ten years, read by eight at once, four
    times."""
    trace = house.template.heavy_trace
    since = datetime.date.today() - datetime.timedelta(days=3650)
    path = f"/automation/traces/{trace}/totals?from={since}T00:00:00Z"

    def read():
        for _ in range(4):
            together(*[lambda: house.alice.get(path).taken()] * 8)
    return read
