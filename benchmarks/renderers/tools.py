"""The renderers: which versions, how they are put into a folder, and how they are asked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from endmark.document.dialect import Dialect

HERE = Path(__file__).parent
NODE = {
    "unified": "11.0.5",
    "remark-parse": "11.0.0",
    "remark-gfm": "4.0.1",
    "remark-math": "6.0.0",
    "remark-mdx": "3.1.1",
    "remark-directive": "4.0.0",
    "markdown-it": "15.0.3",
    "markdown-it-container": "4.0.0",
    "marked-1": "npm:marked@1.2.9",
    "unified-9": "npm:unified@9.2.2",
    "remark-parse-8": "npm:remark-parse@8.0.3",
    "remark-html-12": "npm:remark-html@12.0.0",
}
PYTHON = ("Markdown==3.11.3", "pymdown-extensions==13.1.2", "Pygments==2.19.2")
GO_MODULE = "module renderers\n\ngo 1.22\n\nrequire github.com/yuin/goldmark v1.7.8\n"


@dataclass(frozen=True)
class Answer:
    """What a renderer made of one text: `blocks` or `html`, or an `error` when it refused the text."""

    path: str
    html: str | None = None
    blocks: list[tuple[str, str]] | None = None
    error: str | None = None


@dataclass(frozen=True)
class Renderer:
    """A program that reads texts as JSON lines and answers so; `dialect` is what endmark calls its Markdown."""

    name: str
    dialect: Dialect
    prepare: Callable[[Path], list[str]]
    """Puts it into a folder, where it is not there yet, and tells the command."""


def _find(program: str, remedy: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/local/go/bin")
    if found is None:
        sys.exit(f"This renderer needs `{program}`, which is not on the PATH. {remedy}")
    return found


def _prepare_node(folder: Path, script: str, *arguments: str) -> list[str]:
    node = _find("node", "Install Node.js 20 or later.")
    stated = json.dumps({"private": True, "type": "module", "dependencies": NODE}, indent=2)
    place = folder / "node"
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "node_modules").is_dir() or (place / "package.json").read_text("utf-8") != stated:
        (place / "package.json").write_text(stated, "utf-8")
        npm = _find("npm", "It comes with Node.js.")
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=place, check=True)
    # Node looks for packages beside the script.
    shutil.copy(HERE / script, place / script)
    return [node, str(place / script), *arguments]


def _prepare_python(folder: Path) -> list[str]:
    place = folder / "python"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    stated = "\n".join(PYTHON)
    note = place / "installed.txt"
    if not note.is_file() or note.read_text("utf-8") != stated:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PYTHON], check=True)
        note.write_text(stated, "utf-8")
    return [str(python), str(HERE / "python_markdown.py")]


def _prepare_goldmark(folder: Path) -> list[str]:
    go = _find("go", "Install Go 1.22 or later.")
    place = folder / "go"
    place.mkdir(parents=True, exist_ok=True)
    (place / "go.mod").write_text(GO_MODULE, "utf-8")
    shutil.copy(HERE / "goldmark.go", place / "main.go")
    built = place / "goldmark"
    subprocess.run([go, "mod", "tidy"], cwd=place, check=True, stderr=subprocess.DEVNULL)
    subprocess.run([go, "build", "-o", built], cwd=place, check=True)
    return [str(built)]


def _prepare_kramdown(folder: Path) -> list[str]:  # noqa: ARG001
    ruby = _find("ruby", "Install Ruby with kramdown and kramdown-parser-gfm.")
    return [ruby, str(HERE / "kramdown.rb")]


_ALL = (
    Renderer("remark-mdx", "mdx", lambda folder: _prepare_node(folder, "remark.mjs")),
    Renderer("docusaurus", "docusaurus", lambda folder: _prepare_node(folder, "remark.mjs", "directives")),
    Renderer("vitepress", "vitepress", lambda folder: _prepare_node(folder, "markdown_it.mjs")),
    Renderer("docsify", "docsify", lambda folder: _prepare_node(folder, "marked.mjs")),
    Renderer("mdsvex", "svelte", lambda folder: _prepare_node(folder, "remark_8.mjs")),
    Renderer("python-markdown", "mkdocs", _prepare_python),
    Renderer("goldmark", "hugo", _prepare_goldmark),
    Renderer("kramdown", "kramdown", _prepare_kramdown),
)
RENDERERS: Mapping[str, Renderer] = {renderer.name: renderer for renderer in _ALL}


def ask(renderer: Renderer, texts: Iterable[tuple[str, str]], folder: Path) -> Iterator[Answer]:
    """What the renderer makes of each text, a path and what stands in it."""
    command = renderer.prepare(folder.absolute())
    lines = "".join(json.dumps({"path": path, "text": text}) + "\n" for path, text in texts)
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8")
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        blocks = [(kind, text) for kind, text in answer.get("blocks", ())] if "blocks" in answer else None
        yield Answer(answer["path"], answer.get("html"), blocks, answer.get("error"))
