"""What a record says in words."""

from mmrdf.records import Figure, Passage, Record, Xref


def said(record: Record) -> tuple[str, ...]:
    """All that a record says in words: titles, caption or abstract, keywords and headings."""
    article = record.article if isinstance(record, Figure) else record
    subjects = (entity.name for entity in article.subjects)
    texts = [article.title, *article.keywords, *article.mesh_terms, *subjects]
    if isinstance(record, Figure):
        texts = [record.title, record.caption, *texts]
    if article.abstract:
        texts.append(article.abstract.text)
    return tuple(filter(None, texts))


def passages(record: Record) -> tuple[Passage, ...]:
    """The texts of a record in which names are looked for: its title, its caption or abstract."""
    if isinstance(record, Figure):
        return _passages(record.figid, title=record.title, caption=record.caption)
    abstract = record.abstract.text if record.abstract else None
    return _passages(record.identity, title=record.title, abstract=abstract)


def _passages(record: str | Xref, **texts: str | None) -> tuple[Passage, ...]:
    return tuple(
        Passage(record=record, part=part, text=text) for part, text in texts.items() if text
    )
