"""Reprise, PHP-FPM and one nginx before both, in a temporary folder, on loopback."""

import getpass
import glob
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent))

from loopback import (  # noqa: E402, it lies one folder up
    REPRISE, Failure, command, environment, free_ports, get, sign_in)


class Servers:
    """The processes of one benchmark; `stop` ends every one that was started."""

    def __init__(self, temporary):
        self.data = pathlib.Path(temporary) / "data"
        self.run = pathlib.Path(temporary) / "run"
        self.run.mkdir()
        self.reprise_port, self.php_port = free_ports(2)
        self.processes = {}
        self.environment = environment(self.data, self.reprise_port)

    def seed(self, traces):
        command(
            self.environment, "seed", "--users", 1, "--traces", traces, "--deployed", 0.5)

    def start(self):
        # As its descriptor 0, the way FastCGI's own managers hand it over.
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.reprise_socket))
            listener.listen(1024)
            self.spawn("reprise", [REPRISE, "serve"], listener)
        self.start_php(children=1)
        account = getpass.getuser()
        configuration = self.fill(
            "nginx.conf", user=f"user {account};" if os.getuid() == 0 else "")
        # Debian's sbin is not on everybody's path.
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.spawn("nginx", [program, "-p", self.run, "-c", configuration])
        self.wait("nginx", lambda: get(self.reprise_port, "/health")[0] == 200)

    def start_php(self, children):
        """Starts the pool, after ending the one before."""
        self.end("php")
        configuration = self.fill(
            "php-fpm.conf", account=getpass.getuser(), children=children,
            key=(self.data / "key").read_text().strip())
        programs = sorted(glob.glob("/usr/sbin/php-fpm*"))
        if not programs:
            raise Failure("there is no php-fpm")
        root = ["-R"] if os.getuid() == 0 else []
        self.spawn("php", [programs[-1], "-F", "-y", configuration, *root])
        self.wait("php", lambda: connects(self.php_socket))

    def sign_in(self):
        """The cookie of a new session of user-1."""
        return sign_in(self.environment, self.reprise_port, "user-1")

    def stop(self):
        for name in ["nginx", "php", "reprise"]:
            self.end(name)

    @property
    def reprise_socket(self):
        return self.run / "reprise.sock"

    @property
    def php_socket(self):
        return self.run / "php-fpm.sock"

    def fill(self, name, **values):
        """Writes a configuration with its places filled; returns where it lies."""
        values |= {
            "folder": FOLDER, "run": self.run, "data": self.data,
            "reprise_socket": self.reprise_socket, "reprise_port": self.reprise_port,
            "php_socket": self.php_socket, "php_port": self.php_port,
        }
        text = (FOLDER / name).read_text()
        for place, value in values.items():
            text = text.replace(f"@{place}@", str(value))
        path = self.run / name
        path.write_text(text)
        path.chmod(0o600)
        return path

    def spawn(self, name, arguments, standard_input=subprocess.DEVNULL):
        with open(self.run / f"{name}.out", "wb") as output:
            # A session of its own: Ctrl-C reaches this script alone, which then ends all in order.
            self.processes[name] = subprocess.Popen(
                [str(argument) for argument in arguments], env=self.environment,
                stdin=standard_input, stdout=output, stderr=output, start_new_session=True)

    def wait(self, name, answers):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for process in self.processes:
                if self.processes[process].poll() is not None:
                    said = (self.run / f"{process}.out").read_text().strip()
                    raise Failure(f"{process} ended: {said}")
            try:
                if answers():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise Failure(f"{name} does not answer")

    def end(self, name):
        process = self.processes.pop(name, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            print(f"{name} did not end within 30 s and was killed")


def connects(path):
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(path))
    return True
