"""Citations in a text: each leads to the work that it means."""

from __future__ import annotations

from aftermosul.evidence.citing import linked, meant
from aftermosul.evidence.sources import cite, references

LISTED = references("holden-1986", "bbc-hijack-1999", "fahey-2011")


def test_a_citation_gets_the_address_of_the_work_that_it_means() -> None:
    assert linked("As [Holden 1986] says.", LISTED) == (
        f"As [[Holden 1986]({cite('holden-1986').url})] says."
    )
    assert cite("fahey-2011").url in linked("[Fahey and others 2011]", LISTED)
    assert cite("bbc-hijack-1999").url in linked("[BBC 1999]", LISTED)


def test_an_address_that_is_right_stays_and_one_that_is_old_is_put_right() -> None:
    right = linked("[Holden 1986]", LISTED)
    assert linked(right, LISTED) == right
    assert linked("[Holden 1986](https://example.org/)", LISTED) == right
    assert linked("[[Holden 1986](https://example.org/)]", LISTED) == right


def test_a_reader_sees_the_brackets_and_the_link_inside_them() -> None:
    right = linked("[Holden 1986]", LISTED)
    assert right == f"[[Holden 1986]({cite('holden-1986').url})]"
    assert linked(right[1:-1], LISTED) == right


def test_what_means_no_listed_work_is_left_alone() -> None:
    for text in ("[Holden 1987]", "[Nobody 1986]", "[a link](https://example.org/)"):
        assert linked(text, LISTED) == text
    assert meant("Nobody", "1986", LISTED) == []
