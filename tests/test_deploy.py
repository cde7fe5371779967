"""What stands in deploy/ fits the program and itself, as far as a test can see without the servers that it is for."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from data.store.address import SETTING
from tests.store.confirming import cases, confirm, fresh

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
NGINX = (DEPLOY / "nginx" / "impactmonitor.conf").read_text(encoding="utf-8")
PORTS = set(re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX))
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").iterdir())
MANUAL = (ROOT / "docs" / "several-servers.md").read_text(encoding="utf-8")
HOME = "/opt/impactmonitor"  # where all of it says that the program is
DASHBOARDS = {name: service for name, service in COMPOSE.items() if service.get("image") == "impactmonitor"}


def test_nginx_asks_the_dashboards_where_they_listen() -> None:
    assert tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]["address"] == "127.0.0.1"
    assert {service["command"][-1] for service in DASHBOARDS.values()} == PORTS
    pages = [ROOT / "docs" / "several-servers.md", DEPLOY / "systemd" / "impactmonitor@.service"]
    for page in pages:
        assert set(re.findall(r"impactmonitor@(\d+)", page.read_text(encoding="utf-8"))) == PORTS
    assert not any("--server.address" in p.read_text(encoding="utf-8") for p in DEPLOY.rglob("*") if p.is_file())


def test_in_containers_nginx_is_the_only_way_in() -> None:
    assert len(DASHBOARDS) == 2
    assert all(service["network_mode"] == "service:proxy" for service in DASHBOARDS.values())
    assert [name for name, service in COMPOSE.items() if "ports" in service] == ["proxy"]


def test_what_the_containers_take_is_there() -> None:
    for path in re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE):
        assert all((ROOT / name).exists() for name in path.split())
    build = DASHBOARDS["one"]["build"]
    assert ((DEPLOY / build["context"]).resolve() / build["dockerfile"]).exists()
    assert (DEPLOY / COMPOSE["proxy"]["volumes"][0].split(":")[0]).exists()


def test_every_setting_is_one_that_the_program_reads() -> None:
    named = set(re.findall(r"IMPACTMONITOR_[A-Z_]+", (DEPLOY / "settings.example").read_text(encoding="utf-8")))
    code = "".join(p.read_text(encoding="utf-8") for folder in ("data", "ui", "metrics", "reports") for p in (ROOT / folder).rglob("*.py"))
    assert named
    assert all(f'"{name}"' in code for name in named)


@pytest.mark.parametrize("word", ["a$heim", "a`id`", r"a\b", "a #b", "a&b;c", "(a)", "a b", 'a"b', "~a*?!"])
def test_a_shell_reads_the_settings_as_systemd_does(word: str, tmp_path: Path) -> None:
    """In single quotes both take every sign as it stands; without them a password would become another one."""
    settings = tmp_path / "settings"
    settings.write_text((DEPLOY / "settings.example").read_text(encoding="utf-8").replace("verander-dit", word), encoding="utf-8")
    read = f"set -a; . {settings}; set +a; printenv {SETTING}"
    assert read.rpartition(";")[0].replace(str(settings), "/etc/impactmonitor/settings") in MANUAL
    done = subprocess.run(["/bin/sh", "-c", read], capture_output=True, text=True, timeout=20, check=False, env={"PATH": os.environ["PATH"]})
    assert (done.stdout, done.stderr) == (f"postgresql://impactmonitor:{word}@127.0.0.1/impactmonitor\n", "")


def unit(name: str) -> dict[str, str]:
    """The settings of a unit; of one that comes more than once the last."""
    lines = (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def verified(folder: Path, change: Callable[[str], str] = lambda words: words) -> tuple[int, str, str]:
    """What systemd's own program says of the units, with the dashboard where it is here."""
    here = []
    for file in UNITS:
        here.append(folder / file.name.replace("@.", "@8501."))
        here[-1].write_text(change(file.read_text(encoding="utf-8")).replace(HOME, str(ROOT)), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *here], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.systemd
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert verified(tmp_path) == (0, "", "")


@pytest.mark.systemd
def test_systemd_would_say_what_is_wrong(tmp_path: Path) -> None:
    assert "Restarts" in verified(tmp_path, lambda words: words.replace("Restart=", "Restarts="))[2]


def test_what_the_units_name_is_there() -> None:
    dashboard = unit("impactmonitor@.service")
    start = dashboard["ExecStart"].split()
    assert start[0] == f"{HOME}/.venv/bin/python"
    assert (ROOT / start[start.index("run") + 1]).is_file()
    assert (ROOT / dashboard["Documentation"].removeprefix(f"file:{HOME}/")).is_file()
    for file in UNITS:
        found = unit(file.name)
        if "ExecStart" in found:
            assert found["WorkingDirectory"] == HOME
            assert f"deploy/settings.example {found['EnvironmentFile']}" in MANUAL, "the manual puts it there"
            assert f"useradd --system --home-dir /var/lib/impactmonitor {found['User']}" in MANUAL
    assert (DEPLOY / "systemd" / "impactmonitor-backup.timer").with_suffix(".service") in UNITS


def test_what_the_manual_names_is_there() -> None:
    for path in re.findall(r"\]\(\.\./([^)]+)\)", MANUAL) + re.findall(r"(?<![\w/.])(deploy/[\w./@-]+\w)", MANUAL):
        assert (ROOT / path).exists(), path


def test_every_night_there_is_a_backup_and_an_old_one_goes(tmp_path: Path) -> None:
    """The very commands of the unit, with a store and a folder of a test."""
    store = fresh(tmp_path)
    confirm(store, cases("K1"))
    kept = tmp_path / "impactmonitor"
    kept.mkdir()
    for name, days in (("backup-2024-01-01-0230.zip", 31), ("backup-2024-02-01-0230.zip", 29), ("iets-anders.zip", 400)):
        (kept / name).write_bytes(b"")
        past = (kept / name).stat().st_mtime - days * 86_400
        os.utime(kept / name, (past, past))
    found = unit("impactmonitor-backup.service")
    script = re.fullmatch(r"/bin/sh -c '(.+)'", found["ExecStart"])
    assert script
    settings = {**os.environ, SETTING: str(store.engine.url)}
    for command in (script[1].replace(".venv/bin/python", sys.executable), found["ExecStartPost"]):
        written = command.replace("$$", "$").replace("%S", str(tmp_path)).replace("%%", "%")
        subprocess.run(["/bin/sh", "-c", written], cwd=ROOT, env=settings, check=True, timeout=120, capture_output=True)
    (fresh_one,) = (p for p in kept.iterdir() if p.stat().st_size)
    assert re.fullmatch(r"backup-\d{4}-\d\d-\d\d-\d{4}\.zip", fresh_one.name)
    assert "store.json" in zipfile.ZipFile(fresh_one).namelist()
    assert {p.name for p in kept.iterdir()} == {fresh_one.name, "backup-2024-02-01-0230.zip", "iets-anders.zip"}


SHELL = {
    **{f"manual-{n}": block for n, block in enumerate(re.findall(r"```sh\n(.+?)```", MANUAL, re.DOTALL))},
    **{f"container-{n}": line for n, line in enumerate(re.findall(r"^RUN (.+)$", CONTAINER, re.MULTILINE))},
    **{path.name: path.read_text(encoding="utf-8") for path in (ROOT / "scripts").glob("*.sh")},
}


@pytest.mark.parametrize("name", SHELL)
def test_what_a_shell_is_given_is_a_script(name: str) -> None:
    done = subprocess.run(["/bin/sh", "-n"], input=SHELL[name], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_container_runs_what_the_program_runs_and_holds_no_secret() -> None:
    home = re.search(r"^WORKDIR (\S+)$", CONTAINER, re.MULTILINE)
    assert home
    assert home[1] == HOME
    python = re.search(r"^FROM python:(\d+\.\d+)-", CONTAINER, re.MULTILINE)
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert python
    assert f">={python[1]}" == needs
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    secrets = {"deploy/certificates", "deploy/access", "deliveries", ".streamlit/secrets.toml", ".streamlit/access.toml"}
    assert secrets <= ignored
    assert not ignored & {"dashboard.py", "ui", "pages", "reports", "charts", "metrics", "data", "locales", "hubs", ".streamlit", "requirements.txt"}
    for service in DASHBOARDS.values():
        inside = {part.split(":")[1] for part in service["volumes"]}
        assert inside == {f"{HOME}/.streamlit/secrets.toml", f"{HOME}/.streamlit/access.toml"}
        assert service["environment"][SETTING].startswith("postgresql://")
    told = (DEPLOY / "compose.yaml").read_text(encoding="utf-8").split("name: impactmonitor")[0]
    for name in ("certificates/", "access/", "secrets.toml", "access.toml", "nginx/impactmonitor.conf", "IMPACTMONITOR_DATABASE_PASSWORD"):
        assert name in told, "what has to be there beforehand stands at the top"


def test_what_is_secret_never_comes_in_git() -> None:
    ignored = set((ROOT / ".gitignore").read_text(encoding="utf-8").split())
    assert {"/deploy/certificates/", "/deploy/access/", "/deliveries/", ".streamlit/secrets.toml", ".streamlit/access.toml"} <= ignored
