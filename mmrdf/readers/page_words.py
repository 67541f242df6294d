"""The words that PubMed's page puts around an article: they are never part of it."""

FREE = frozenset({"Free article", "Free PMC article"})
NO_ABSTRACT = "No abstract available"
DISCLAIMER = "PubMed Disclaimer"
CHROME = "MyNCBI"
#: Lines that stand between title and abstract, or head the abstract.
OPENING = FREE | {NO_ABSTRACT, "Abstract", "Affiliations", "Affiliations Collapse"}
#: Lines that head what stands behind the abstract.
CLOSING = frozenset(
    """\
PubMed Disclaimer
Associated data
Cited by
Cited by other articles
Comment in
Comment on
Conflict of interest statement
Corrected and republished from
Corrected and republished in
Erratum for
Erratum in
Expression of concern for
Expression of concern in
Figures
Full text links
Full Text Sources
Grants and funding
LinkOut - more resources
MeSH terms
Medical
Miscellaneous
Original report in
Other Literature Sources
Personal name as subject
Publication types
References
Related information
Republished from
Republished in
Research Materials
Retracted article in
Retraction in
Retraction of
Secondary source ID
Similar articles
Substances
Summary for patients in
Supplementary concepts
Update in
Update of""".splitlines()
)
#: Headings whose lists say something of the article that is not read yet.
UNREAD = CLOSING - {
    DISCLAIMER,
    "Cited by",
    "Cited by other articles",
    "Conflict of interest statement",
    "Figures",
    "Full text links",
    "Full Text Sources",
    "LinkOut - more resources",
    "MeSH terms",
    "Medical",
    "Miscellaneous",
    "Other Literature Sources",
    "Publication types",
    "References",
    "Related information",
    "Research Materials",
    "Similar articles",
}
#: What PubMed's page shows between the name of the journal and the citation.
MENU = {"Actions", "Search in PubMed", "Search in NLM Catalog", "Add to Search"}
MENU |= {"Page navigation", "Title & authors", "Collections", "Share"}
