"""The page of the causes shows what the table of causes says."""

from tests.architecture.charge_causes import PAGE, renewed


def test_the_page_of_causes_is_current() -> None:
    """FIX-12: all 972 combinations stand on the page, each with its causes, as the rules say."""
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "renew it: python -m tests.architecture.process_pages"
    cells = [line for line in page.splitlines() if line.startswith(("| yes", "| no", "| ?"))]
    assert 243 == len(cells)
