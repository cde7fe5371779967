"""Two dashboards on one PostgreSQL behind nginx, with the configuration of deploy/: only ports, paths and the certificate are those of a test."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.serving import ROOT, free_port, launch, stop, wait
from scripts.signing_in import SignIn, provided
from ui.access.opening import MEANT

CONFIGURATION = ROOT / "deploy" / "nginx" / "impactmonitor.conf"
NAMES = {"one": 8501, "two": 8502}  # the names and ports in it
# What stands around a configuration of a site, where the system does not bring it: all of it in one folder.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
user {user};
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx() -> str | None:
    """The path of the program; Debian puts it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


@dataclass
class Several:
    """The address that visitors know, and the dashboards behind it by name."""

    store: str
    port: int = field(default_factory=free_port)
    asks: SignIn | None = None
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in NAMES})
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """What visitors type."""
        return f"https://127.0.0.1:{self.port}"

    def start(self, *names: str) -> None:
        """Start dashboards, and wait until they answer. Behind nginx they answer nobody without sign-in, but where a setting says so."""
        options, settings = (self.asks.options, self.asks.settings) if self.asks else ((), {"IMPACTMONITOR_WITHOUT_SIGN_IN": MEANT})
        for name in names:
            self.running[name] = launch(self.ports[name], self.store, options=options, **settings)
        for name in names:
            wait(f"http://127.0.0.1:{self.ports[name]}", self.running[name])

    def kill(self, name: str) -> None:
        """As when the power goes: no time for anything (-9)."""
        server = self.running.pop(name)
        server.kill()
        server.wait(timeout=20)


@contextmanager
def several_with_sign_in(store: str) -> Iterator[Several]:
    """The same with sign-in at a real provider, which sends people back by way of nginx."""
    port = free_port()
    with provided(Several(store, port).address) as asks, several(store, port, asks) as made:
        yield made


@contextmanager
def several(store: str, port: int = 0, asks: SignIn | None = None) -> Iterator[Several]:
    """Start all of it, and stop it afterwards."""
    port = port or free_port()
    made = Several(store, port, asks)
    with TemporaryDirectory(prefix="impactmonitor-nginx-") as name:
        folder = Path(name)
        proxy = None
        try:
            made.start(*NAMES)
            proxy = subprocess.Popen([str(nginx()), "-p", name, "-c", str(configured(folder, port, made.ports))], stderr=subprocess.DEVNULL)
            _listening(port, proxy)
            yield made
            assert proxy.poll() is None, "nginx itself went on"
        finally:
            for server in (*made.running.values(), *([proxy] if proxy else [])):
                stop(server)


def _listening(port: int, proxy: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert proxy.poll() is None, "nginx refuses the configuration"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)


def configured(folder: Path, port: int, ports: dict[str, int]) -> Path:
    """The configuration for a test; every part that a test changes has to be there."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    site = CONFIGURATION.read_text(encoding="utf-8")
    changes = {"listen 443 ssl": f"listen 127.0.0.1:{port} ssl", "listen 80": f"listen 127.0.0.1:{free_port()}", "/etc/ssl/impactmonitor": str(folder)}
    changes |= {f":{old}": f":{ports[name]}" for name, old in NAMES.items()}
    for old, new in changes.items():
        assert old in site, old
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder, user="root" if os.geteuid() == 0 else "nobody"), encoding="utf-8")
    return whole
