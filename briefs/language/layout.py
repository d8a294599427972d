"""How is a text laid out? Paragraphs, sentences and quotations, once, for everything that reads it."""

from __future__ import annotations

from briefs.article import Article
from briefs.document import Document
from briefs.language.detect import detect
from briefs.language.marks import find_quotations
from briefs.language.segment import find_paragraphs, find_sentences


def lay_out(article: Article, *, language: str = "en") -> Document:
    """Return the article's document; `language` is assumed where neither the copy nor its words tell."""
    paragraphs = find_paragraphs(article.text)
    quotations = find_quotations(article.text, paragraphs)
    return Document(
        article=article,
        language=detect(article, assumed=language),
        paragraphs=paragraphs,
        sentences=find_sentences(article.text, paragraphs, quotations),
        quotations=quotations,
    )
