// HTML as docsify 4 has marked 1 write it: texts as JSON lines in, HTML as JSON lines out.
import { createInterface } from 'node:readline'
import marked from 'marked-1'

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text } = JSON.parse(line)
  console.log(JSON.stringify({ path, html: marked(text) }))
}
