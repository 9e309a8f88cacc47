// HTML as the remark of mdsvex reads it: texts as JSON lines in, HTML as JSON lines out.
import { createInterface } from 'node:readline'
import unified from 'unified-9'
import parse from 'remark-parse-8'
import html from 'remark-html-12'

const reader = unified().use(parse).use(html)

// What mdsvex and doc-builder take out before: branches and components that fill their lines, anchors of headings, and
// the first lines of alerts; code stays as it is.
const FENCED = '^[ \\t]*(`{3,}|~{3,})[^]*?^[ \\t]*\\1[`~]*[ \\t]*$'
const TAKEN = new RegExp(
  [FENCED, '^[ \\t]*\\{[#:/@][^\\n]*\\}[ \\t]*$', '^[ \\t]*</?[A-Z]\\w*(?:\\s[^]*?)?/?>[ \\t]*$', '(?<=^#.*)\\[\\[[^\\]\\n]+\\]\\][ \\t]*$', '(?<=^> *)\\[![A-Z]+\\][ \\t]*$'].join('|'),
  'gm',
)

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text } = JSON.parse(line)
  const left = text.replace(TAKEN, (found, fence) => (fence ? found : ''))
  console.log(JSON.stringify({ path, html: String(reader.processSync(left)) }))
}
