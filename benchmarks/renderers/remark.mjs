// Blocks as remark-mdx reads them: texts as JSON lines in, blocks as JSON lines out.
import { createInterface } from 'node:readline'
import { unified } from 'unified'
import remarkParse from 'remark-parse'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkDirective from 'remark-directive'

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkMath, { singleDollarTextMath: false }).use(remarkMdx)
if (process.argv[2] === 'directives') reader.use(remarkDirective)

const SHOWN = new Set(['text', 'inlineCode'])

function readText(node) {
  if (SHOWN.has(node.type)) return node.value
  if (node.type === 'break') return '\n'
  return (node.children ?? []).map(readText).join('')
}

// The first line of a quote that GitHub and others show as an alert.
const ALERT = /^\[!(?:note|tip|important|warning|caution)\]\s*/i

function* iterBlocks(node, parent) {
  const only = node.children?.length === 1 ? node.children[0].name : undefined
  if (node.data?.directiveLabel || only === 'summary') yield ['label', readText(node)]
  else if (node.type === 'code') yield ['code', node.value]
  else if (node.type === 'heading') yield ['heading', readText(node)]
  else if (node.type === 'paragraph') yield ['prose', parent === 'blockquote' ? readText(node).replace(ALERT, '') : readText(node)]
  else if (node.type === 'table') yield ['table', node.children.flatMap((row) => row.children.map(readText)).join('\n')]
  else for (const child of node.children ?? []) yield* iterBlocks(child, node.type)
}

// What MDX 1 and Svelte allow, and MDX 2 refuses, outside code: comments of HTML, tags without an end, `{name}` for an
// attribute, `{#if name}`. Texts are read so when they are refused as they stand.
const FENCED = '^[ \\t]*(`{3,}|~{3,})[^]*?^[ \\t]*\\1[`~]*[ \\t]*$'
const SOFT = new RegExp(
  [FENCED, '`[^`\\n]+`', '<!--[^]*?-->', '\\{[#:/@][^{}*\\n]*\\}', '<(?:img|br|hr|input|source)\\b[^<>]*>', '<\\w[^<>]*>'].join('|'),
  'gm',
)

function soften(text) {
  return text.replace(SOFT, (found) => {
    if (found.startsWith('<!--') || /^\{[#:/@]/.test(found)) return found.replace(/[^\n]/g, '')
    if (/^<(?:img|br|hr|input|source)\b/.test(found)) return found.replace(/\s*\/?>$/, ' />')
    return found.startsWith('<') ? found.replace(/\s\{(\w+)\}/g, ' {...$1}') : found
  })
}

function read(text) {
  try {
    return reader.parse(text)
  } catch {
    return reader.parse(soften(text))
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text } = JSON.parse(line)
  let answer
  try {
    answer = { path, blocks: [...iterBlocks(read(text))] }
  } catch (error) {
    answer = { path, error: `${error.line ?? ''}:${error.column ?? ''} ${error.reason ?? error.message}` }
  }
  console.log(JSON.stringify(answer))
}
