"""A real OpenID provider and a dashboard that asks for sign-in, on this computer alone: for the tests of who may do what, and to look at."""

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.serving import ROOT, free_port, serve

PROVIDER = ROOT / "tests" / "oidc"
MODULES = PROVIDER / "node_modules"
NODE = shutil.which("node")
# What somebody types as login -> what the provider says of them. Nobody here exists.
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "lezer": {"email": "lezer@financier.example", "email_verified": True, "name": "Leze Rik"},
    "bewerker": {"email": "bewerker@hub.example", "email_verified": True, "name": "Bewer Kerst"},
    "beheerder": {"email": "Beheerder@hub.example", "email_verified": True, "name": "Behe Erder"},
    "vreemde": {"email": "vreemde@elders.example", "email_verified": True, "name": "Vree Mde"},
    "onbevestigd": {"email": "onbevestigd@hub.example", "email_verified": False, "name": "Onbe Vestigd"},
}
SECRET = "only for tests, thirty-two signs"  # of a dashboard that lives as long as a test  # nosec B105
ACCESS = 'lezer = ["@financier.example"]\nbewerker = ["@hub.example"]\nbeheerder = ["beheerder@hub.example"]\n'


@dataclass(frozen=True)
class Guarded:
    """A dashboard with sign-in: its address, and the file with who has access, which may be changed while it runs."""

    address: str
    access: Path


@dataclass(frozen=True)
class SignIn:
    """What a dashboard is started with so that it asks for sign-in: `options` go to Streamlit, `settings` are in its environment."""

    access: Path
    options: tuple[str, ...]
    settings: Mapping[str, str]


@contextmanager
def guarded(store: str = "", options: Sequence[str] = (), log: Path | None = None, **more: str) -> Iterator[Guarded]:
    """The provider and the dashboard, both stopped afterwards; `options` go to Streamlit, `log` and `more` as in `serve`."""
    port = free_port()
    with (
        provided(f"http://127.0.0.1:{port}") as asks,
        serve(store=store, port=port, options=(*asks.options, *options), log=log, **asks.settings, **more) as found,
    ):
        yield Guarded(found, asks.access)


@contextmanager
def provided(address: str) -> Iterator[SignIn]:
    """A provider for the dashboards that visitors know by this address; stopped afterwards."""
    assert NODE is not None
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    command = [NODE, str(PROVIDER / "provider.mjs"), str(port), f"{address}/oauth2callback", json.dumps(PEOPLE)]
    with TemporaryDirectory(prefix="impactmonitor-") as folder:
        secrets, access = Path(folder) / "secrets.toml", Path(folder) / "access.toml"
        secrets.write_text(_secrets(address, issuer), encoding="utf-8")
        access.write_text(ACCESS, encoding="utf-8")
        provider = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # the tests' provider, without a shell  # nosec B603
        try:
            _wait(f"{issuer}/.well-known/openid-configuration", provider)
            yield SignIn(access, ("--secrets.files", str(secrets)), {"IMPACTMONITOR_ACCESS": str(access)})
        finally:
            provider.terminate()
            provider.wait(timeout=20)


def _secrets(address: str, issuer: str) -> str:
    return (
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        f'client_id = "impactmonitor"\nclient_secret = "only-for-tests"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\nclient_kwargs = {{ prompt = "login" }}\n'
    )


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if process.poll() is not None:
            raise RuntimeError("the provider stopped at once")
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # an address of this computer  # nosec B310
            return
        time.sleep(0.1)
    raise TimeoutError(address)
