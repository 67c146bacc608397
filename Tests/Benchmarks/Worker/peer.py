"""APScheduler 3 with its SQLAlchemy store on SQLite: jobs that are due at one instant, each of which
calls the sink once, as a run of ours does.

peer.py DATABASE JOBS INSTANT PORT; it ends when the last job has ended.
"""

import datetime
import http.client
import sys
import threading

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

THREADS = 64


def call(port, number):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            "POST", "/taken", body='{"text": "The figures are complete"}',
            headers={"Idempotency-Key": f"peer-{number}"})
        connection.getresponse().read()
    finally:
        connection.close()


def main():
    database, count, instant, port = sys.argv[1], *map(int, sys.argv[2:])
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{database}")},
        executors={"default": ThreadPoolExecutor(THREADS)},
        # However late it is, a job runs, as ours do.
        job_defaults={"misfire_grace_time": None, "coalesce": True}, timezone=datetime.timezone.utc)
    left, lock, is_over = count, threading.Lock(), threading.Event()

    def ended(event):
        nonlocal left
        if event.exception:
            print(event.exception, file=sys.stderr)
        with lock:
            left -= 1
            if left == 0:
                is_over.set()

    scheduler.add_listener(ended, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    when = datetime.datetime.fromtimestamp(instant, datetime.timezone.utc)
    scheduler.start(paused=True)
    for number in range(count):
        scheduler.add_job(call, "date", run_date=when, args=[port, number])
    print("ready", flush=True)
    scheduler.resume()
    is_over.wait(timeout=300)
    scheduler.shutdown(wait=False)


if __name__ == "__main__":
    main()
