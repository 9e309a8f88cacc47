"""The server: which tools there are, and what is said of them to the model that calls them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from endmark.errors import InputError
from endmark.mcp.answers import Folder
from endmark.version import __version__

_INSTRUCTIONS = (
    "endmark says whether an article is whole: no marker left by a pipeline, no passage told twice, no sentence cut, "
    "no wrong reading time. Check what you have written before you hand it over, mend what is found, and check again."
)
_READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

_Path = Annotated[str | None, Field(description="The file, from the folder of the server on; `text` may replace it.")]
_Text = Annotated[str | None, Field(description="The article as it stands now; without it, the file is read.")]
_Rule = Annotated[str, Field(description="The id of a rule, such as `truncated-sentence`.")]
_Unsafe = Annotated[bool, Field(description="Also what an author should read before it counts.")]
_Lines = Annotated[list[int] | None, Field(description="Only what was found in these lines; all where it is missing.")]

_Asked = ParamSpec("_Asked")


def make_server(folder: Path) -> MCPServer[None]:
    """A server whose relative paths begin in a folder, and whose configs are those of `endmark check` there."""
    server: MCPServer[None] = MCPServer(
        "endmark", title="endmark", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    where = Folder(folder)

    # Coroutines, so that answers are made one after the other: what is kept between them is not made for threads.
    @server.tool(title="Is the article whole?", annotations=_READING, structured_output=False)
    @_tell_mistakes
    async def check(path: _Path = None, text: _Text = None) -> str:
        """Say whether an article is whole, and what is wrong in which line. `->` says what a repair would do."""
        return where.check(path, text)

    @server.tool(title="What is a rule for?", annotations=_READING, structured_output=False)
    @_tell_mistakes
    async def explain(rule: _Rule) -> str:
        """Say what a rule finds and why, with examples and options."""
        return where.explain(rule)

    @server.tool(title="What would a repair change?", annotations=_READING, structured_output=False)
    @_tell_mistakes
    async def fix_diff(path: _Path = None, text: _Text = None, *, unsafe: _Unsafe = False, lines: _Lines = None) -> str:
        """Show a repair as a unified diff, and what is left after it. Nothing is written."""
        return where.show_fix(path, text, unsafe=unsafe, lines=lines)

    return server


def _tell_mistakes(answer: Callable[_Asked, Awaitable[str]]) -> Callable[_Asked, Awaitable[str]]:
    """What was asked wrongly is told to the model, which can ask again."""

    @wraps(answer)
    async def tell(*args: _Asked.args, **kwargs: _Asked.kwargs) -> str:
        try:
            return await answer(*args, **kwargs)
        except InputError as error:
            raise ToolError("\n".join(map(str, error.problems))) from error

    return tell
