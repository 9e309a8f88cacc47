"""The language server: what endmark finds, in an editor's window, while somebody writes."""
