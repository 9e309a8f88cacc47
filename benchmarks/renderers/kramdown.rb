# HTML as Jekyll's Markdown reader writes it: texts as JSON lines in, HTML as JSON lines out.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

# Liquid is carried out before kramdown reads the rest.
LIQUID = /\{%.*?%\}|\{\{.*?\}\}/m
OPTIONS = { input: "GFM", hard_wrap: false, syntax_highlighter: nil, auto_ids: false }

STDIN.set_encoding("UTF-8")
STDIN.each_line do |line|
  asked = JSON.parse(line)
  text = asked["text"].gsub(LIQUID, "\uFFFC")
  puts JSON.generate({ path: asked["path"], html: Kramdown::Document.new(text, OPTIONS).to_html })
end
