"""A blank is as good as nothing, wherever it stands (TRF-03, REQ-05, REQ-12)."""

from typing import Any

import pytest

from order_to_cash.domain.core import Moved, Refusal, Sensitive, changed
from order_to_cash.domain.core.given import blanks, is_given
from order_to_cash.domain.plan_change import CancelPlanChange
from order_to_cash.domain.transfer import LoanedItem, Stage, Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import records as r
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.plan_change import samples as plans
from tests.technical_claim import samples as claims
from tests.transfer import samples as s

BLANKS = ("", " ", "\t\n", "\u00a0", "\u200b", "\ufeff ")


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_text_is_nothing(blank: str) -> None:
    """Spaces of any kind and signs that nobody sees are no text, hidden or in a list or not."""
    nothing: tuple[Any, ...] = (None, blank, Sensitive(blank), (blank,), ("a", blank), ())
    something: tuple[Any, ...] = (f"{blank}a", Sensitive(f"a{blank}"), ("a",), 0, False)
    assert [False] * len(nothing) == [is_given(value) for value in nothing]
    assert [True] * len(something) == [is_given(value) for value in something]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("field", ["contract", "customer", "mobile", "hours"])
def test_a_blank_datum_is_asked_for(field: str, blank: str) -> None:
    """TRF-03: it is missing as if it had been left out, and another blank does not complete it."""
    hidden = field in ("customer", "mobile")
    value: Any = Sensitive(blank) if hidden else blank
    asked = s.envelope(s.CARE, c.RequestTransfer(s.request(1, **{field: value})))
    story: Story[Any, Any, Any] = Story(PROCESS).when(asked).reaches(Stage.WAITING)
    assert isinstance(story.outcome, Moved)
    missing = story.outcome.events[-1].decision.failures
    assert [f"transfer.{field}"] == [finding.rule for finding in missing]
    again = s.envelope(s.CARE, c.CompleteData(**{field: value}))
    story = story.when(again).reaches(Stage.WAITING)
    given: Any = Sensitive("x") if hidden else "x"
    story = story.when(s.envelope(s.CARE, c.CompleteData(**{field: given})))
    story.reaches(Stage.RECEIVED)


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_leaves_what_was_given_before(blank: str) -> None:
    """TRF-03: nobody wipes a datum by a blank."""
    bare = s.envelope(s.CARE, c.RequestTransfer(s.request(1, hours=None)))
    wiped = s.envelope(s.CARE, c.CompleteData(contract=blank, hours="9-12"))
    assert "C-1" == Story(PROCESS).when(bare).when(wiped).state.request.contract


@pytest.mark.parametrize("blank", BLANKS)
def test_blank_address_and_phone_are_missing(blank: str) -> None:
    """REQ-05, REQ-07: the exact address and the phone of a company are more than a blank."""
    shown = changed(s.COMPANY, address=Sensitive(blank), phone=Sensitive(blank))
    story = s.before(1, Step.REQUIREMENTS)
    story = story.when(s.envelope(s.SALES, c.PresentRequirements(shown)))
    assert isinstance(story.outcome, Moved)
    failed = [finding.rule for finding in story.outcome.events[-1].decision.failures]
    assert ["requirements.address", "requirements.phone"] == failed


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("field", ["seller", "street", "components"])
def test_a_blank_field_of_a_record_is_left_out(field: str, blank: str) -> None:
    """TRF-09, TRF-17: a step that records a field records more than a blank."""
    values: dict[str, Any] = {
        "seller": blank,
        "street": Sensitive(blank),
        "components": ("internet", blank),
    }
    number = 2 if field == "seller" else 3
    role = s.OFFICE if number == 2 else s.ADVISOR
    record = changed(s.PRODUCT, **{field: values[field]})
    given = s.envelope(role, c.RecordStep(Step.TRANSFER_PRODUCT, record))
    story = s.before(number, Step.TRANSFER_PRODUCT).when(given).refused("transfer.left-out")
    assert isinstance(story.outcome, Refusal)
    assert (field,) == dict(story.outcome.values)["missing"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    "field", ["billing_type", "billing_address", "contract_type", "bill_cycle", "number"]
)
def test_a_contract_has_all_its_terms(field: str, blank: str) -> None:
    """TRF-17, FUL-08: how it is collected, type, cycle and number, none of them blank."""
    value: Any = Sensitive(blank) if field == "billing_address" else blank
    whole = s.PRODUCT.contract
    assert whole is not None
    record = changed(s.PRODUCT, contract=changed(whole, **{field: value}))
    given = s.envelope(s.ADVISOR, c.RecordStep(Step.TRANSFER_PRODUCT, record))
    story = s.before(3, Step.TRANSFER_PRODUCT).when(given).refused("process.blank")
    assert isinstance(story.outcome, Refusal)
    assert (f"record.contract.{field}",) == dict(story.outcome.values)["fields"]


def test_a_contract_without_terms_cannot_be_made() -> None:
    """TRF-17: the terms have no default."""
    with pytest.raises(TypeError, match="billing_type"):
        r.ContractTerms()  # type: ignore[call-arg]


@pytest.mark.parametrize("blank", BLANKS)
def test_what_must_be_there_is_refused_when_it_is_blank(blank: str) -> None:
    """REQ-12: in every process of the desk a blank is refused with its path, all at once."""
    asked = s.request(1, account=blank, equipment=(LoanedItem(blank, "modem"),))
    for told, command, paths in (
        (Story(PROCESS), s.envelope(s.CARE, c.RequestTransfer(asked)), ("account", "equipment")),
        (s.before(1, Step.ASSIGN), s.envelope(s.HEAD, c.AssignTransfer(blank)), ("to",)),
        (s.before(1, Step.PRESALE), s.envelope(s.HEAD, c.WaiveFee(blank)), ("reason",)),
        (plans.confirmed(), plans.to(CancelPlanChange(blank)), ("reason",)),
        (claims.registered(), claims.unfounded("x", blank), ("reasons[1]",)),
    ):
        story: Any = told.when(command).refused("process.blank")
        fields = dict(story.outcome.values)["fields"]
        assert len(paths) == len(fields)
        assert all(path in field for path, field in zip(paths, fields, strict=True))


def test_the_paths_lead_to_each_blank() -> None:
    """TRU-01: whoever reads the refusal finds the field in the document."""
    asked = s.request(1, account=" ", equipment=(LoanedItem("", "modem"),))
    assert ["request.account", "request.equipment[0].code"] == list(
        blanks(c.RequestTransfer(asked))
    )
