"""The galley: a report as pages that one can look at, print and mark.

`elements` writes HTML, `rows` lays out an article with what was found beside its text, `folding` leaves out
what would make a page too long, `article` and `index` are the two kinds of page, `single` puts them into one
file, and `folder` into one file each.
"""
