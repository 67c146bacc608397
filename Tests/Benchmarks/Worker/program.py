"""The sink that runs call, and somebody who reads pages meanwhile."""

import pathlib
import subprocess
import sys
import threading
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent))

from loopback import Failure, get  # noqa: E402, it lies one folder up
from serving import Reprise, end  # noqa: E402, F401, as that does


class Sink:
    """The program that takes what runs send."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            start_new_session=True)
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/taken"

    def report(self):
        """When what came since the last report arrived, in seconds since 1970, and its keys."""
        _, _, body = get(self.port, "/report")
        lines = [line.split(" ") for line in body.decode().splitlines()]
        return [int(line[0]) / 1000 for line in lines], [line[1] for line in lines]

    def stop(self):
        end(self.process)


class Reader(threading.Thread):
    """Asks for a page every 100 ms, be the answer to the last one late or not, and times it."""

    def __init__(self, port, path, cookie):
        super().__init__(daemon=True)
        self.port, self.path, self.cookie = port, path, cookie
        self.times, self.faults, self.is_over = [], [], False

    def run(self):
        due = time.monotonic()
        while not self.is_over:
            try:
                status, _, body = get(self.port, self.path, Cookie=self.cookie)
                if status != 200 or b"<tr" not in body:
                    self.faults.append(f"status {status}")
            except OSError as fault:
                self.faults.append(str(fault))
            # From when it was to be asked: an answer that holds up the next is late twice.
            self.times.append(time.monotonic() - due)
            due += 0.1
            time.sleep(max(due - time.monotonic(), 0))

    def stop(self):
        self.is_over = True
        self.join()
        if self.faults:
            raise Failure(f"{len(self.faults)} pages failed: {self.faults[0]}")
        return self.times
