"""An invented report as paragraphs and as a page with furniture."""

from __future__ import annotations

PARAGRAPHS = (
    "The foreign ministers of Norland and Sudria met in the port of Aven on Tuesday and agreed to reopen the "
    "border crossing that was closed in spring, both governments said.",
    "“We have found a way that both parliaments can accept,” Norland's minister Ada Lindqvist told reporters "
    "after the talks, which lasted for more than four hours.",
    "Her counterpart, Tomas Reyl, said that the first trucks would cross before the end of the month if the "
    "weather allows the repair of the bridge.",
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ministers agree to reopen border</title>'
    '<meta property="og:title" content="Ministers agree to reopen border">'
    '<meta property="og:site_name" content="The Aven Post"><meta name="author" content="Mara Voss">'
    '<meta property="article:published_time" content="2024-05-14T09:30:00Z">'
    '<link rel="canonical" href="https://post.example/border"></head><body>'
    "<nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>Ministers agree to reopen border</h1>"
    + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    + "</article><aside><h3>Most popular</h3><ul><li>Cat stuck in tree</li></ul></aside></body></html>"
)
