"""A pack is whole when it is made, or it is not made (OPN-02, TRU-09)."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition, BusinessCalendar, Currency, Words, changed
from order_to_cash.domain.credit_account import AccountLevel
from order_to_cash.domain.trade import Reach
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import (
    CALENDAR,
    COLLECTION,
    CREDIT_ACCOUNTS,
    ORDERS,
    PERU,
    RECEIVABLES,
    sol,
)
from order_to_cash.rules import account_schedule, standing_policy

KUWAIT = BusinessCalendar("Asia/Kuwait", weekend=frozenset({4, 5}))


def broken(*processes: Any) -> set[tuple[str, str]]:
    """The code and place of everything that keeps these processes from being a pack."""
    with pytest.raises(BrokenDefinition) as raised:
        Operator("x", processes, CALENDAR)
    assert "operator.incomplete" == raised.value.code
    return {(problem.code, problem.path) for problem in raised.value.problems}


def without(name: str) -> tuple[Any, ...]:
    return tuple(process for process in PERU.processes if process.name != name)


def test_orders_alone_are_no_pack() -> None:
    """Every process that another one needs is named at once."""
    assert ("operator.process-missing", "order") in broken(ORDERS)


@pytest.mark.parametrize("name", ["credit_account", "receivable"])
def test_a_pack_without_a_process_that_others_need_is_refused(name: str) -> None:
    """Whatever is left out is missed by those who work with it."""
    assert {"operator.process-missing"} == {code for code, _ in broken(*without(name))}


def test_accounts_in_another_currency_than_the_orders_are_refused() -> None:
    """An order and the account that finances it are kept in one currency."""
    dollars = changed(CREDIT_ACCOUNTS, currency=Currency.USD)
    found = broken(*without("credit_account"), dollars)
    assert ("operator.two-currencies", "order") in found


def test_invoices_by_other_clocks_than_the_orders_are_refused() -> None:
    """OPN-02: what is due on a day is due on that day wherever it is looked at."""
    found = broken(*without("receivable"), changed(RECEIVABLES, calendar=KUWAIT))
    asking = ("credit_account", "onboarding", "order", "receivable")
    assert {("operator.two-zones", name) for name in asking} <= found


def test_accounts_by_other_clocks_than_the_orders_are_refused() -> None:
    """OPN-02: the calendar of an account stands in its evaluation, and counts as any."""
    kuwait = changed(CREDIT_ACCOUNTS.evaluation, calendar=KUWAIT)
    found = broken(*without("credit_account"), changed(CREDIT_ACCOUNTS, evaluation=kuwait))
    assert ("operator.two-zones", "order") in found


def test_a_pack_by_the_clocks_of_none_of_its_processes_is_refused() -> None:
    """OPN-02: its stories and letters would tell other days than those it reckons by."""
    with pytest.raises(BrokenDefinition) as raised:
        Operator("x", PERU.processes, KUWAIT)
    problems = [(problem.code, problem.path) for problem in raised.value.problems]
    assert [("operator.two-zones", "calendar")] == problems


def test_working_days_and_hours_may_be_others() -> None:
    """An office that rests on a holiday and closes at five has the same days."""
    day = frozenset({date(2024, 7, 29)})
    office = changed(CALENDAR, opens=time(9), closes=time(17), holidays=day)
    processes = (*without("receivable"), changed(RECEIVABLES, calendar=office))
    assert "x" == Operator("x", processes, CALENDAR).name


def test_two_processes_of_one_name_are_refused() -> None:
    """A case would not say whose it is."""
    assert ("operator.process-twice", "order") in broken(*PERU.processes, ORDERS)


def test_a_level_of_the_account_is_not_one_of_its_invoices_too() -> None:
    """COL-05: one letter for the account, and none for each invoice beside it."""
    both = account_schedule(COLLECTION, AccountLevel("second-alert", days=8, minimum=sol("20.00")))
    account = changed(CREDIT_ACCOUNTS, dunning=both)
    found = broken(*without("credit_account"), account)
    assert {("operator.level-twice", "credit_account.second-alert")} == found


def test_a_stop_that_no_order_hears_of_is_refused() -> None:
    """COL-05: orders wait for their account only where their settings say what a stop does."""
    letter = AccountLevel("letter", days=8, minimum=sol("20.00"))
    stop = AccountLevel("stop", days=20, minimum=sol("20.00"), stops=(Reach.ORDERS,))
    account = changed(CREDIT_ACCOUNTS, dunning=account_schedule(COLLECTION, letter, stop))
    found = broken(*without("credit_account"), account)
    assert {("operator.stop-unheard", "credit_account.stop")} == found
    hears = changed(ORDERS, settings=changed(ORDERS.settings, standing=standing_policy(COLLECTION)))
    others = (p for p in PERU.processes if p.name not in {"credit_account", "order"})
    Operator("x", (*others, account, hears), CALENDAR)


def with_words(folder: Path, **files: str) -> list[tuple[str, str, str]]:
    """The code, place and advice of every text that keeps a pack with these words from being."""
    for language, text in files.items():
        (folder / language).mkdir()
        (folder / language / "own.toml").write_text(text, encoding="utf-8")
    try:
        changed(PERU, words=Words((folder,)))
    except BrokenDefinition as broken:
        return [(one.code, one.path, one.message) for one in broken.problems]
    return []


def test_words_that_cannot_be_read_are_told_of_every_file_with_the_pack(tmp_path: Path) -> None:
    """OPN-02: of all languages at once, and together with what else is wrong."""
    found = with_words(
        tmp_path,
        en='[rule."credit.limit"]\ntitle = "{"\n[rules."credit.limit"]\ntitle = "Within"\n',
        es='[word\norder = "venta"\n',
    )
    assert ["wording.text", "wording.no-toml"] == [code for code, _, _ in found]
    assert ["en/own.toml: rule credit.limit title", "es/own.toml"] == [at for _, at, _ in found]


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ('[rules."credit.limit"]\ntitle = "x"', "rules credit.limit title", "put it under one of"),
        ('[rule."credit.limit"]\nfailed = "{limt}"', "rule credit.limit failed", "gives it limt"),
        ('[word.Channel]\nkiosk = "kiosk"', "word Channel kiosk", "correct or declare it"),
        ('[word.Role]\nnight_crew = "crew"', "word Role night_crew", "correct or declare it"),
        ('[notice.kiosk_open]\nbody = "x"', "notice kiosk_open body", "correct or declare it"),
        ('[word.order]\nrecieved = "got"', "word order recieved", "correct or declare it"),
        ('[step.order]\nPlaceOrdr = "Do."', "step order PlaceOrdr", "correct or declare it"),
        ('[event.order]\nOrderPaid = "paid"', "event order OrderPaid", "correct or declare it"),
    ],
)
def test_a_text_that_is_never_read_as_it_is_meant_is_refused(
    tmp_path: Path, text: str, place: str, advice: str
) -> None:
    """OPN-02: a kind of key, a name or a value that is nowhere, each with what there is."""
    ((code, path, message),) = with_words(tmp_path, en=text)
    assert ("words.unfit", f"en: {place}") == (code, path)
    assert advice in message


def test_what_a_pack_may_say_otherwise_is_taken(tmp_path: Path) -> None:
    """OPN-02: other words, fewer values or those of the rule's other texts, and a new language."""
    text = '[rule."credit.limit"]\ntitle = "In {limit}"\nfailed = "too much"\n[word.order]\n'
    assert [] == with_words(tmp_path, en=text, qu='[word.Process]\norder = "mañakuy"\n')


def test_a_folder_without_words_is_refused(tmp_path: Path) -> None:
    """OPN-02: a mistyped folder would be the operator's words that nobody ever reads."""
    assert ["words.no-folder"] == [code for code, _, _ in with_words(tmp_path)]
