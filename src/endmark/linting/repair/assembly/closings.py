"""Paragraphs and titles that say of themselves that they close an article."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late
from endmark.linting.repair.assembly.parts import Part

_CLOSING = compile_late(
    r"\W*(?:\d+\W+)?(?:"
    # ja, zh, ko
    r"結論|まとめ|最後に、|おわりに|終わりに|総括|结论|結語|结语|总之|總之|综上|綜上|最后，|最後，|总结|總結"
    r"|결론|마지막으로|맺음말|마무리"
    # en
    r"|(?:in conclusion|conclusions?|to conclude|to sum up|in summary|summing up|all in all|closing)\b"
    # de, nl
    r"|(?:fazit|zum schluss|abschließend|zusammenfassend|schlusswort|tot slot|conclusie|samenvattend)\b"
    # fr, es, it, pt
    r"|(?:en conclusion|pour conclure|en résumé|en conclusión|para concluir|en resumen|conclusión|conclusiones)\b"
    r"|(?:in conclusione|per concludere|in sintesi|conclusioni|conclusione|em conclusão|para concluir|conclusão)\b"
    # ru, uk, pl
    r"|(?:в заключение|заключение|подводя итог|на завершення|висновки|podsumowując|podsumowanie|na zakończenie)\b"
    r")"
)


def closes(part: Part) -> bool:
    """Whether a text or a title begins as what closes an article: with "in conclusion", まとめ, *Fazit*."""
    return _CLOSING.match(part.block.text.content.casefold()) is not None
