"""What a real browser makes of the pages; skipped where there is no Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from endmark.reporters import Style, stream
from endmark.reporters.html.folder import render_folder

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")

FIRST = "The gate is opened at dawn, and the keeper sweeps the yard before anybody comes."
ARTICLES = {
    "gate.md": "---\ntitle: A gate\nreading_time: 90\n---\n\n# A gate\n\n"
    f"{FIRST}\n\n---END---\n\n{FIRST} He leaves at\n",
    "池.md": "# 池\n\n池の水は朝から冷たく、子どもたちは石の上で魚を待って\n\n---END---\n\n"
    "夕方には、みんな家へ帰りました。\n",
}

CONTRAST = """
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const color = read(getComputedStyle(one).backgroundColor);
      if (color[3] === 255) { return color; }
    }
    return read("Canvas");
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.getClientRects().length) { continue; }
    const pair = [light(read(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) { low.push(`${one.tagName}.${one.className}: ${ratio.toFixed(2)}`); }
  }
  return low;
})()
"""


class Browser:
    """Chromium without a window, spoken to over two pipes."""

    def __init__(self, folder: Path) -> None:
        (there, self._out), (self._in, back) = os.pipe(), os.pipe()
        command = (
            f'exec "$0" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --remote-debugging-pipe'
            f' "--user-data-dir=$1" 3<&{there} 4>&{back}'
        )
        self._process = subprocess.Popen(
            ["bash", "-c", command, CHROMIUM, str(folder)], pass_fds=(there, back), stderr=subprocess.DEVNULL
        )
        os.close(there)
        os.close(back)
        self._number = 0
        self._rest = b""
        self.console: list[str] = []
        self._session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._in, 1 << 16)
            assert data, "the browser has ended"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        if answer.get("method") == "Log.entryAdded":
            self.console.append(answer["params"]["entry"]["text"])
        if answer.get("method") == "Page.loadEventFired":
            self._loaded = True
        return answer

    def open(self, address: str, *, width: int = 1280, dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.console.clear()
        self._loaded = False
        self.ask("Page.navigate", url=address)
        while not self._loaded:
            self._read()

    def run(self, script: str) -> Any:
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, text=key if kind == "keyDown" else "")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("chromium"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def addresses(checked: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a report, by what they are: index, article, single."""
    report, read = checked(ARTICLES)
    folder = tmp_path_factory.mktemp("report")
    article = ""
    for name, pieces in render_folder(report, read, ()):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("".join(pieces), "utf-8")
        article = name if name.startswith("articles/") else article
    (folder / "single.html").write_text("".join(stream(report, "html", Style(read=read))), "utf-8")
    names = {"index": "index.html", "article": article, "single": "single.html"}
    return {what: (folder / name).as_uri() for what, name in names.items()}


PAGES = ("index", "article", "single")


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_can_be_read(browser: Browser, addresses: dict[str, str], what: str, dark: bool, width: int) -> None:
    browser.open(addresses[what], width=width, dark=dark)
    assert browser.console == []
    assert browser.run(CONTRAST) == []
    assert browser.run("document.documentElement.scrollWidth") <= width
    background = browser.run("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(23, 24, 27)" if dark else "rgb(255, 255, 255)")


@pytest.mark.parametrize("what", ["article", "single"])
def test_keys_go_from_finding_to_finding(browser: Browser, addresses: dict[str, str], what: str) -> None:
    browser.open(addresses[what])
    count = browser.run("document.querySelectorAll('[id^=f-], .articles a').length")
    met = []
    for _ in range(count):
        browser.press("j")
        met.append(browser.run("document.activeElement.id || document.activeElement.getAttribute('href')"))
    assert len(set(met)) == count
    browser.press("j")
    browser.press("k")
    assert browser.run("document.activeElement.id || document.activeElement.getAttribute('href')") == met[-2]


def test_the_search_narrows_the_articles(browser: Browser, addresses: dict[str, str]) -> None:
    browser.open(addresses["index"])
    visible = "[...document.querySelectorAll('.articles tbody tr')].filter((one) => one.offsetHeight).length"
    assert browser.run(visible) == 2
    browser.press("/")
    assert browser.run("document.activeElement.id") == "words"
    browser.press("池")
    assert browser.run(visible) == 1
    assert browser.run("document.getElementById('shown').textContent") == "1"
    browser.press("j")
    assert browser.run("document.activeElement.value") == "池j"


def test_everything_that_can_be_used_has_a_name(browser: Browser, addresses: dict[str, str]) -> None:
    for what in PAGES:
        browser.open(addresses[what])
        nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
        used = [
            node
            for node in nodes
            if not node["ignored"] and node["role"]["value"] in ("link", "button", "searchbox", "combobox", "table")
        ]
        assert [node["role"] for node in used if node["role"]["value"] != "table" and not node["name"]["value"]] == []
        headings = [node for node in nodes if node.get("role", {}).get("value") == "heading"]
        assert all(node["name"]["value"] for node in headings)


def test_without_scripts_everything_is_there(browser: Browser, addresses: dict[str, str]) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(addresses["article"])
        assert browser.run("document.querySelectorAll('[id^=f-]').length") > 1
        assert browser.run("document.querySelector('.keys').offsetHeight") == 0
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)
