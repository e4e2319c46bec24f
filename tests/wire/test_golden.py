"""The wire format itself, byte for byte: whoever changes it breaks what is stored and sent."""

from datetime import date
from typing import Any

import pytest

from order_to_cash.domain.core import (
    NOT_APPLICABLE,
    Answer,
    Clause,
    Currency,
    Dated,
    Decision,
    Finding,
    InvalidDocument,
    Language,
    Money,
    Override,
    Proposal,
    Proposed,
    Sensitive,
    changed,
    refuse,
)
from order_to_cash.domain.trade import AskStock, Notice, Notify
from order_to_cash.wire import Wire
from tests.wire import kiosk
from tests.wire.kiosk import DECISION, NOON, PRICE, REFUSED, SALE, envelope
from tests.wire.samples import GOLDEN, KIOSK, WIRE

DECISION_TEXT = (
    '{"policy":"kiosk sale","findings":[{"rule":"kiosk.enough-stock","verdict":"fail",'
    '"observed":{"asked":3,"there":{"type":"money","amount":"146.28","currency":"BOB"}},'
    '"required":{"least":{"type":"datetime","value":"2024-02-29T12:00:00+00:00"}},'
    '"clause":{"document":"000","section":"2"}}],"override":null}'
)


def test_an_envelope_has_this_form() -> None:
    """An envelope is written in this form and read back from it."""
    assert GOLDEN == WIRE.dump_envelope(envelope())
    assert envelope() == WIRE.load_envelope(GOLDEN)


def test_bytes_are_read_as_text_is() -> None:
    """A document may come as UTF-8 bytes."""
    assert envelope() == WIRE.load_envelope(GOLDEN.encode())


def test_an_envelope_may_name_the_version() -> None:
    """The one version there is can be named, and changes nothing."""
    assert Wire.version == 1
    assert envelope() == WIRE.load_envelope(GOLDEN[:-1] + ',"wire":1}')


def test_defaults_may_be_left_out() -> None:
    """What has a default need not stand in a document."""
    text = (
        '{"type":"sell","lines":[],"customer":{"name":"x"},"terms":{"type":"cash"},'
        '"day":"2024-02-29"}'
    )
    sale = kiosk.Sell((), kiosk.Customer(Sensitive("x")), kiosk.Cash(), date(2024, 2, 29))
    assert sale == WIRE.load_command("kiosk", text)


def test_a_command_carries_its_type() -> None:
    """A command alone has its tag, and is read back by it."""
    assert '{"type":"close"}' == WIRE.dump_command("kiosk", kiosk.Close())
    assert kiosk.Close() == WIRE.load_command("kiosk", '{"type":"close"}')
    assert SALE == WIRE.load_command("kiosk", WIRE.dump_command("kiosk", SALE))


def test_an_event_is_kept_beside_its_type() -> None:
    """The body of an event holds no tag, since its type is stored beside it."""
    event = kiosk.Puzzled(Dated(date(2024, 1, 1), PRICE, Clause("000", "7")))
    body = (
        '{"price":{"since":"2024-01-01","value":{"amount":"146.28","currency":"BOB"},'
        '"clause":{"document":"000","section":"7"},"until":null}}'
    )
    assert body == WIRE.dump_event(event)
    assert event == WIRE.load_event("kiosk", "puzzled", body)
    assert "puzzled" == WIRE.type_name(kiosk.Puzzled)


def test_a_decision_holds_codes_and_values() -> None:
    """A decision is written without its words and is read back whole."""
    assert DECISION_TEXT == WIRE.dump_decision(DECISION)
    loaded = WIRE.load_decision(DECISION_TEXT)
    assert DECISION == loaded
    assert str(DECISION) == str(loaded)


def test_a_decision_that_does_not_apply_says_so() -> None:
    """Not applicable is written, applicable is understood."""
    skipped = Decision.of("p", (Finding("kiosk.enough-stock", Clause("000", "2"), NOT_APPLICABLE),))
    text = WIRE.dump_decision(skipped)
    assert (
        '{"policy":"p","findings":[{"rule":"kiosk.enough-stock","verdict":"pass","observed":{},'
        '"required":{},"clause":{"document":"000","section":"2"},"applies":false}],"override":null}'
        == text
    )
    assert str(skipped) == str(WIRE.load_decision(text))


WARNED = Decision.of(
    "p", (Finding("kiosk.enough-stock", Clause("000", "2"), Answer(False, warns="sales")),)
)
WARNED_TEXT = (
    '{"policy":"p","findings":[{"rule":"kiosk.enough-stock","verdict":"warn","observed":{},'
    '"required":{},"clause":{"document":"000","section":"2"},"warns":"sales"}],"override":null}'
)


def test_a_warning_names_whom_it_warns() -> None:
    """COL-09: it is written with a verdict of its own and the role, and read back as one."""
    assert WARNED_TEXT == WIRE.dump_decision(WARNED)
    assert WARNED == WIRE.load_decision(WARNED_TEXT)


@pytest.mark.parametrize(
    ("before", "after"),
    [(',"warns":"sales"', ""), ('"warn"', '"fail"'), ('"warn"', '"pass"'), ('"warn"', '"open"')],
)
def test_a_finding_that_contradicts_itself_is_refused(before: str, after: str) -> None:
    """COL-09: a warning without a role, or a role without a warning, is named at its place."""
    with pytest.raises(InvalidDocument) as raised:
        WIRE.load_decision(WARNED_TEXT.replace(before, after))
    assert [("wire.warning", "findings[0].warns")] == [
        (problem.code, problem.path) for problem in raised.value.problems
    ]


@pytest.mark.parametrize("holds", [True, None])
def test_a_warning_that_is_no_no_cannot_be_written(holds: bool | None) -> None:
    """COL-09, TRU-02: what could not be read again is not written."""
    answer = Answer(holds, warns="sales")
    given = Decision.of("p", (Finding("kiosk.enough-stock", Clause("000", "2"), answer),))
    with pytest.raises(InvalidDocument):
        WIRE.dump_decision(given)


def test_an_override_is_kept() -> None:
    """A decision that somebody overrode says so after it was stored."""
    override = Override("ana", "sales", "a good customer", PRICE, NOON)
    given = DECISION.overridden(override)
    assert given == WIRE.load_decision(WIRE.dump_decision(given))


def test_an_unknown_rule_is_worded_from_its_names() -> None:
    """A history outlives its rules: an unknown code still reads as a sentence."""
    elsewhere = Wire([KIOSK])
    loaded = elsewhere.load_decision(DECISION_TEXT)
    assert DECISION == loaded
    assert (
        "kiosk.enough-stock (asked: 3, there: 146.28 BOB, least: 2024-02-29 12:00:00+00:00)"
        == loaded.findings[0].text(Language.ES)
    )


def test_a_code_never_acts_as_a_template() -> None:
    """Braces in a code that nobody knows are shown, not filled in."""
    text = DECISION_TEXT.replace("kiosk.enough-stock", "{0.__class__}{asked}")
    assert WIRE.load_decision(text).findings[0].text().startswith("{0.__class__}{asked} (asked: 3")


def test_a_rule_that_changed_its_names_still_reads() -> None:
    """A finding with other names than its words ask for shows what nobody knows as such."""
    text = DECISION_TEXT.replace('"asked":3', '"wanted":3')
    found = WIRE.load_decision(text).findings[0]
    assert "kiosk.enough-stock (wanted: 3, there: 146.28 BOB" in found.text()
    assert {"wanted", "there"} == found.observed.keys()


def test_values_of_every_kind_are_kept_under_their_names() -> None:
    """A finding loses none of its values, and keeps their order."""
    answer = Answer(True, {"z": 1, "b": None, "a": ("a", PRICE)}, {"c": True})
    given = Decision.of("p", (Finding("r", Clause("d", "s"), answer),))
    assert given == WIRE.load_decision(WIRE.dump_decision(given))


def test_a_refusal_holds_its_code_and_values() -> None:
    """A refusal is written without its words and is worded again when it is read."""
    refusal = refuse(REFUSED, DECISION, when=date(2024, 3, 1))
    text = WIRE.dump_refusal(refusal)
    assert (
        '{"code":"kiosk.shut","values":{"when":{"type":"date","value":"2024-03-01"}},"decision":'
        + DECISION_TEXT
        + "}"
        == text
    )
    assert refusal == WIRE.load_refusal(text)
    assert str(refusal) == str(WIRE.load_refusal(text))


@pytest.mark.parametrize("code", ["kiosk.gone", "kiosk.shut"])
def test_a_refusal_nobody_has_words_for_still_reads(code: str) -> None:
    """A code without words is told by its values."""
    text = f'{{"code":"{code}","values":{{"why":"rain"}},"decision":null}}'
    assert f"{code} (why: rain)" == str(WIRE.load_refusal(text))


@pytest.mark.parametrize(
    ("message", "body"),
    [
        (AskStock("zone-1", ("SKU-1",)), '{"zone":"zone-1","skus":["SKU-1"],"amended":0}'),
        (
            Notify(Notice.INVOICE, "ana", (("total", PRICE),), Sensitive("a@b")),
            (
                '{"notice":"invoice","to":"ana","values":[["total",{"type":"money",'
                '"amount":"146.28","currency":"BOB"}]],"contact":"a@b","findings":[],'
                '"proposals":[]}'
            ),
        ),
    ],
)
def test_messages_have_this_form(message: Any, body: str) -> None:
    """A message is written in this form and read back from it."""
    assert body == WIRE.dump_message(message)
    assert message == WIRE.load_message(WIRE.type_name(type(message)), body)


def test_what_would_have_helped_stands_with_its_decision() -> None:
    """A proposal is the codes and values of its steps; where there is none nothing is written."""
    proposal = Proposal((Proposed("kiosk.less", (("pieces", 2),)), Proposed("kiosk.wait")))
    given = changed(DECISION, proposals=(proposal,))
    text = (
        f'{DECISION_TEXT[:-1]},"proposals":[{{"steps":[{{"code":"kiosk.less","values":'
        '[["pieces",2]]},{"code":"kiosk.wait","values":[]}]}]}'
    )
    assert text == WIRE.dump_decision(given)
    assert given == WIRE.load_decision(text)
    assert "together: kiosk.less (pieces: 2); kiosk.wait" == proposal.text()


def test_a_letter_that_was_written_before_proposals_is_sent_yet() -> None:
    """OPN-06: what waits in a store is read when it has fewer fields than today."""
    older = '{"notice":"invoice","to":"ana","values":[],"contact":null,"findings":[]}'
    assert Notify(Notice.INVOICE, "ana") == WIRE.load_message("notify", older)


def test_a_state_keeps_days_and_kinds_as_keys() -> None:
    """The keys of a table may be days, texts or members of an enumeration."""
    state = kiosk.Kiosk(
        kiosk.Stage.CLOSED,
        {date(2024, 3, 1): Money.zero(Currency.PEN)},
        {kiosk.Stage.OPEN: SALE.lines},
        {"b": {"x": 1}, "a": {}},
        kiosk.Cash(),
    )
    text = WIRE.dump_state(state)
    assert (
        '{"stage":"closed","due":{"2024-03-01":{"amount":"0.00","currency":"PEN"}},"sold":{"open":'
        '[{"sku":"SKU-1","quantity":2,"price":{"amount":"146.28","currency":"BOB"},"size":2,'
        '"colours":["red"]}]},"counts":{"b":{"x":1},"a":{}},"terms":{"type":"cash"}}' == text
    )
    loaded = WIRE.load_state("kiosk", text)
    assert state == loaded
    assert ["b", "a"] == list(loaded.counts)
