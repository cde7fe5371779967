"""What stands in deploy/ fits the program and itself, as far as a test can see without the servers that it is for."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
NGINX = (DEPLOY / "nginx" / "impactmonitor.conf").read_text(encoding="utf-8")
PORTS = set(re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX))
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
    for path in re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE):
        assert all((ROOT / name).exists() for name in path.split())
    build = DASHBOARDS["one"]["build"]
    assert ((DEPLOY / build["context"]).resolve() / build["dockerfile"]).exists()
    assert (DEPLOY / COMPOSE["proxy"]["volumes"][0].split(":")[0]).exists()


def test_every_setting_is_one_that_the_program_reads() -> None:
    named = set(re.findall(r"IMPACTMONITOR_[A-Z_]+", (DEPLOY / "settings.example").read_text(encoding="utf-8")))
    code = "".join(p.read_text(encoding="utf-8") for folder in ("data", "ui", "metrics", "reports") for p in (ROOT / folder).rglob("*.py"))
    assert named
    assert all(f'"{name}"' in code for name in named)
