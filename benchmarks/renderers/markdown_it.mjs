// HTML as VitePress's Markdown reader writes it: texts as JSON lines in, HTML as JSON lines out.
import { createInterface } from 'node:readline'
import MarkdownIt from 'markdown-it'
import container from 'markdown-it-container'

const reader = new MarkdownIt({ html: true, linkify: true })
for (const name of ['tip', 'info', 'warning', 'danger', 'details', 'note', 'code-group', 'raw', 'message', 'v-pre'])
  reader.use(container, name, { render: (tokens, index) => (tokens[index].nesting === 1 ? '<div>\n' : '</div>\n') })

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text } = JSON.parse(line)
  console.log(JSON.stringify({ path, html: reader.render(text) }))
}
