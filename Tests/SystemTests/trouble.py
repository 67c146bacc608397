"""The clock and the disk of a running server, in the hands of a trial."""

import contextlib
import errno
import mmap
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import time

from conftest import Reprise

HERE = pathlib.Path(__file__).parent
FIELDS = ("seconds", "writes", "first", "last", "error", "everything")
NEVER = 2 ** 62


class Trouble:
    """What trouble.c reads; a field is set while the server runs, and counts at once."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder) / "trouble"
        self.path.write_bytes(bytes(8 * len(FIELDS)))
        with self.path.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 0)
        self.set(first=NEVER, last=NEVER)
        self.library = pathlib.Path(folder) / "trouble.so"
        compiler = shutil.which("clang") or shutil.which("cc")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O2", "-o", str(self.library), str(HERE / "trouble.c"),
             "-ldl"], check=True)

    def settings(self):
        return {"LD_PRELOAD": str(self.library), "REPRISE_TROUBLE": str(self.path)}

    def set(self, **values):
        for name, value in values.items():
            struct.pack_into("q", self.memory, 8 * FIELDS.index(name), value)

    def get(self, name):
        return struct.unpack_from("q", self.memory, 8 * FIELDS.index(name))[0]

    def now(self):
        """The server's time, in seconds since 1970."""
        return time.time() + self.get("seconds")

    def set_clock(self, second):
        self.set(seconds=int(second - time.time()))

    def fail_write(self, number, code, count=1):
        """Lets the `number`-th write from now fail, and as many as `count` in all."""
        first = self.get("writes") + number
        self.set(last=NEVER, first=NEVER, error=code)
        self.set(last=first + count - 1)
        self.set(first=first)

    @contextlib.contextmanager
    def full_disk(self):
        """Nothing in the data folder can be written."""
        self.set(error=errno.ENOSPC, everything=1, last=NEVER)
        self.set(first=0)
        try:
            yield
        finally:
            self.set(first=NEVER, everything=0)

    def heal(self):
        self.set(first=NEVER)


@contextlib.contextmanager
def troubled(**settings):
    """A program with trouble ahead."""
    with tempfile.TemporaryDirectory(prefix="reprise-trouble-") as folder:
        os.chmod(folder, 0o755)
        trouble = Trouble(folder)
        program = Reprise(folder, **trouble.settings(), **settings).start()
        try:
            yield program, trouble
        finally:
            trouble.heal()
            program.stop()
