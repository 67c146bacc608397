"""`GET /metrics`, read by Prometheus' own parser."""

import re
import socket
import sys

import pytest

from conftest import ROOT, Client, Reprise, eventually

sys.path.insert(0, str(ROOT / ".build" / "python"))

from prometheus_client.parser import text_string_to_metric_families  # noqa: E402


def families(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {family.name: family for family in text_string_to_metric_families(answer.text)}


def value(client, name, **labels):
    """The sum of the samples of that name and with these labels."""
    return sum(
        sample.value for family in families(client).values() for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items())


@pytest.fixture
def monitor(reprise):
    """Prometheus, on this machine and without a token."""
    return Client(f"http://127.0.0.1:{reprise.port}", None)


def test_every_series_of_the_readme_is_told_with_help_and_kind(monitor):
    told = families(monitor)
    section = re.search(r"\n## Metrics\n(.*?)\n## ", (ROOT / "README.md").read_text(), re.S).group(1)
    named = set(re.findall(r"`(reprise_\w+)", section))
    assert len(named) > 10
    assert {name.removesuffix("_total") for name in named} == set(told)
    for family in told.values():
        assert family.documentation and family.type in ("counter", "gauge", "histogram")
    for family in told.values():
        if family.type == "histogram":
            assert any(sample.labels.get("le") == "+Inf" for sample in family.samples), family.name


def test_the_numbers_move_with_a_run(reprise, alice, monitor, mail_trace):
    mail_trace["trace_data"][1]["tool"] = "note"
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    route = {"method": "POST", "route": "/automation/traces/{id}/runs"}
    before = value(monitor, "reprise_runs_total", outcome="succeeded")
    requests = value(monitor, "reprise_request_duration_seconds_count", **route)
    assert alice.post(f"/automation/traces/{trace_id}/runs").status_code == 202
    assert eventually(
        lambda: value(monitor, "reprise_runs_total", outcome="succeeded") == before + 1)
    assert value(monitor, "reprise_request_duration_seconds_count", **route) == requests + 1
    assert value(monitor, "reprise_request_duration_seconds_sum", **route) > 0
    assert value(monitor, "reprise_queue_depth") == 0
    assert value(monitor, "reprise_oldest_waiting_seconds") == 0
    assert value(monitor, "reprise_database_bytes") == (
        reprise.data / "reprise.db").stat().st_size


def test_a_planned_run_says_how_late_it_began(alice, monitor, mail_trace):
    mail_trace["trace_data"][1]["tool"] = "note"
    trace_id = alice.post("/automation/traces", mail_trace).json()["trace_id"]
    before = value(monitor, "reprise_start_lateness_seconds_count")
    schedule = {"trace_id": trace_id, "schedule_type": "custom", "schedule_time": "* * * * *"}
    assert alice.post("/automation/deploy", schedule).ok
    assert eventually(
        lambda: value(monitor, "reprise_start_lateness_seconds_count") > before, seconds=70)
    assert alice.delete(f"/automation/traces/{trace_id}").ok
    assert value(monitor, "reprise_start_lateness_seconds_bucket", le="60") > before


def test_behind_a_proxy_it_takes_a_token_though_the_proxy_is_of_this_machine(program):
    program.settings["REPRISE_ORIGIN"] = "https://reprise.example"
    program.start()
    host = {"Host": "reprise.example"}
    nobody = Client(f"http://127.0.0.1:{program.port}", None)
    assert nobody.get("/health", headers=host).status_code == 200
    assert nobody.get("/metrics", headers=host).status_code == 401
    assert program.client().get("/metrics", headers=host).status_code == 200


def test_from_elsewhere_only_an_administrators_token_opens_it(tmp_path):
    tmp_path.chmod(0o755)
    program = Reprise(tmp_path, REPRISE_LISTEN="0.0.0.0")
    program.start()
    try:
        local = Client(f"http://127.0.0.1:{program.port}", None)
        assert local.get("/metrics").status_code == 200
        forwarded = local.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
        assert (forwarded.status_code, list(forwarded.json())) == (401, ["detail"])
        address = own_address()
        if address is None:
            pytest.skip("this machine has no address but the loopback's")
        def from_afar(token):
            """Under the name that the server goes by: another is nobody's here."""
            client = Client(f"http://{address}:{program.port}", token)
            client.headers["Host"] = f"localhost:{program.port}"
            return client

        far = from_afar(None)
        assert far.get("/metrics").status_code == 401
        assert far.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401
        user = program.account("carol")
        assert from_afar(user.headers["Authorization"].split()[1]).get(
            "/metrics").status_code == 403
        assert from_afar(program.token).get("/metrics").status_code == 200
    finally:
        program.stop()


def own_address():
    """An address of this machine that is no loopback; `None` where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: this only asks which address would be used.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
        return None if address.startswith("127.") else address
