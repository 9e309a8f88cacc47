"""endmark answers one question about an article: is it whole?"""

from __future__ import annotations

__version__ = "0.1.0"
