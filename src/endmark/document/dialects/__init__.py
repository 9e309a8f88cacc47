"""How each dialect of Markdown is read: its constructs are found and taken out before the parser reads the rest.

`prepare` in `preparation.py` is the way in. One scanner (`scanner.py`) walks the lines and knows
code when it sees it; for each line that is none it asks those who recognise the dialect's signs
(`syntaxes.py`: who, by the character the line begins with), and matches what opens with what closes.
Signs are blanked out, labels stay as paragraphs of their own, bodies that are indented for the sake
of their sign are moved to the left (`places.py` leads back to the source), and alternatives become
branches. What stands within lines (`Macros`) is found afterwards, in what the scanner left over.

A dialect with more than lines, such as MDX, hands in its tokens in the same two ways:

- What fills its lines, over as many as it takes, is a `Sign`: `open`, `close` or `alone`, with the
  family `"tag"`, its name, `body="tag"` (content that may be indented at will), its alternatives, and
  as label what readers see of its attributes. One entry in `_MORE` of `syntaxes.py` names who
  recognises it, for the characters that such lines begin with; who reads the text as a whole before
  may look his tokens up by their offsets. A tag that never closes stays in the text, as before.
- What stands within a line is an `Edit` in `Macros`: atoms where readers see something, nothing at
  all for a tag around text. One entry in `MACROS` names who finds it.

A dialect in which tags are JSX and indentation means no code stands in `MDX`.
"""
