"""Every kind of answer carries the headers that keep a browser careful, and no page does anything that they forbid."""

import asyncio
from collections.abc import Sequence

import httpx
import pytest
from playwright.sync_api import Browser
from starlette.responses import Response

from scripts.serving import drawn
from tests.access.wire import PAGE, spoken
from ui.headers import FIXED, Headers
from ui.navigation import PAGES

pytestmark = pytest.mark.browser
CONTENT = "content-security-policy"
# What is asked, and the status of the answer.
KINDS = (
    ("GET", "/", 200), ("GET", "/cases", 200), ("GET", "/?x=1", 200), ("GET", "/gezond", 200), ("GET", "/stijl.css", 200), ("HEAD", "/", 200), ("OPTIONS", "/_stcore/health", 204), ("GET", "/overzicht", 307),
    ("GET", "/_stcore/host-config", 200), ("GET", "/_stcore/metrics", 404), ("GET", "/vertrouwelijk/x", 404), ("POST", "/vertrouwelijk/x", 405), ("GET", "/media/x", 403), ("GET", "/../etc", 400),
    ("GET", "/static/nothing.js", 200), ("PUT", "/", 405),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "status"), KINDS, ids=lambda v: str(v).replace("/", "_"))
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_kind_of_answer_carries_them(server: str, method: str, path: str, status: int, accept: str) -> None:
    answer = spoken(server, f"{method} {path}", {"Accept": accept})
    assert answer.status == status
    for name, value in FIXED.items():
        assert name in answer.headers, name
        assert name == CONTENT or answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers[CONTENT]


@pytest.mark.parametrize("kind", ["inline", "attachment"])
def test_a_file_that_is_downloaded_is_not_changed_on_its_way_also_where_it_is_a_page(kind: str) -> None:
    made = b'<html lang="en"><body><p>Report</p></body></html>'
    file = Response(made, media_type="text/html", headers={"content-disposition": f'{kind}; filename="report.html"'})

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Headers(file)), base_url="http://127.0.0.1") as client:
            return await client.get("/media/x.html", headers={"accept": "text/html"})

    assert asyncio.run(ask()).content == made


def test_whoever_is_refused_gets_them_too(server: str) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        answer = spoken(server, "GET /", headers)
        assert answer.status == 403
        assert dict(answer.headers).items() >= FIXED.items()


def test_what_goes_wrong_carries_them_too() -> None:
    from dashboard import broken

    answer = asyncio.run(broken(None, ValueError()))  # type: ignore[arg-type]
    assert answer.status_code == 500
    assert dict(answer.headers).items() >= FIXED.items()


def test_of_scripts_in_a_page_only_those_of_streamlit_run(server: str) -> None:
    policy = httpx.get(server, headers=PAGE).headers[CONTENT]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts.replace("'wasm-unsafe-eval'", ""), "WebAssembly, which plotly looks for, comes from our own files only"
    assert scripts.count("'sha256-") >= 1
    assert f"connect-src 'self' {server.replace('http', 'ws')} " in policy


def test_a_strange_host_adds_nothing_to_the_policy() -> None:
    from ui.headers import POLICY, _policy

    assert _policy(b"", "evil.example; script-src *") == POLICY


@pytest.mark.parametrize("pages", [("overzicht",), pytest.param([p.address for p in PAGES], marks=pytest.mark.campaign)], ids=["some", "all"])
def test_no_page_does_what_they_forbid(browser: Browser, server: str, pages: Sequence[str]) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if "olicy" in m.text else None)
    page.add_init_script("document.addEventListener('securitypolicyviolation', (e) => console.error('Policy: ' + e.violatedDirective + ' ' + e.blockedURI))")
    for address in pages:
        page.goto(f"{server}/{address}")
        drawn(page)
    ran = page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.imRan = 1'; document.body.append(s); return window.imRan }"
    )
    assert ran is None, "a script that gets into the page does not run"
    assert [line for line in said if "inline" not in line] == []
    page.context.close()
