// HTML as Hugo's Markdown reader writes it: texts as JSON lines in, HTML as JSON lines out.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
)

// Hugo puts placeholders where shortcodes were, before goldmark reads the rest.
var shortcode = regexp.MustCompile(`(?s)\{\{[<%].*?[>%]\}\}`)

func main() {
	reader := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<28)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked struct{ Path, Text string }
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		var shown bytes.Buffer
		text := shortcode.ReplaceAll([]byte(asked.Text), []byte("\uFFFC"))
		if err := reader.Convert(text, &shown); err != nil {
			panic(err)
		}
		_ = answers.Encode(map[string]string{"path": asked.Path, "html": shown.String()})
	}
}
