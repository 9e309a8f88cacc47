"""A hook of the build: a wheel brings its rules ready made, so that its first run need not read them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuleTableHook(BuildHookInterface[Any]):
    """Adds the table of the rules to a wheel; an editable install makes it when it first runs."""

    _table: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the table of the rules as they are in this tree."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        try:
            from endmark.ruleset import builtin
            from endmark.ruleset.rule_table import pack_table

            table = builtin.read_builtin_rules(builtin.find_origin(installed=True))
        except ImportError as error:
            # Only without isolation: then the first run makes the table.
            self.app.display_warning(f"{error}: the rules in the wheel are not ready made; its first run takes longer.")
            return
        finally:
            del sys.path[0]
        self._table = Path(tempfile.mkdtemp(), builtin.TABLE)
        self._table.write_bytes(pack_table(table))
        build_data["force_include"][str(self._table)] = f"endmark/{builtin.TABLE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take away what is in the wheel now."""
        if self._table:
            self._table.unlink()
            self._table.parent.rmdir()
