"""Roles, channels, document kinds and reasons of an operator's own, end to end (OPN-03)."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from order_to_cash import open_desk
from order_to_cash.audit.evidence import Evidence, lives
from order_to_cash.audit.histories import the_table_allows_it
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Accepted, Refused
from order_to_cash.domain.core import (
    BrokenDefinition,
    Envelope,
    InvalidDocument,
    Language,
    Lifecycle,
    Role,
    Words,
    changed,
)
from order_to_cash.domain.order import Channel, HoldLine, HoldReason
from order_to_cash.domain.receivable import ReceivableProcess
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    PaymentMethod,
    Standing,
)
from order_to_cash.domain.trade.requirements import RequirementFacts
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.operator import Operator, joined
from order_to_cash.operators.peru import PERU
from order_to_cash.operators.wholeness import OPEN
from order_to_cash.testing import unsaid
from order_to_cash.wire import json_schema
from tests.architecture.source import ROOT
from tests.cli.commands import DATA, command, lines_of, written
from tests.parcel import TABLE, Command, Event, Parcels, Send, envelope

FRANCHISE: Final = Role("franchise_desk")
CREW: Final = Role("night_crew")
KIOSK: Final = Channel("kiosk")
FESTIVAL: Final = HoldReason("festival")
WORDS: Final = {
    "en": '[word.Role]\nfranchise_desk = "franchise"\nnight_crew = "night crew"\n'
    '[word.Channel]\nkiosk = "kiosk"\n[word.HoldReason]\nfestival = "there is a festival"\n'
    '[word.DocumentKind]\nmedical_card = "medical card"\n',
    "es": '[word.Role]\nfranchise_desk = "franquicia"\nnight_crew = "turno de noche"\n'
    '[word.Channel]\nkiosk = "quiosco"\n[word.HoldReason]\nfestival = "hay un festival"\n'
    '[word.DocumentKind]\nmedical_card = "carné médico"\n',
}


@pytest.fixture(scope="module")
def andes(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """An operator with roles, codes and words of its own."""
    folder = tmp_path_factory.mktemp("words")
    for language, text in WORDS.items():
        (folder / language).mkdir()
        (folder / language / "codes.toml").write_text(text, encoding="utf-8")
    return changed(
        PERU,
        name="andes",
        words=Words((folder,)),
        codes=(KIOSK, FESTIVAL, DocumentKind("medical_card")),
        roles={FRANCHISE: (Role.CUSTOMER_CARE, Role.SALES), CREW: (Role.TECHNICAL_TEAM,)},
    )


@pytest.fixture
def desk(andes: Operator, tmp_path: Path) -> Iterator[Desk]:
    """A desk of that operator on a file."""
    with open_desk(tmp_path / "andes.db", operator=andes, data=DATA, clock=None) as opened:
        yield opened


def placed(role: str = "franchise_desk", channel: str = "kiosk") -> dict[str, Any]:
    """The first line of an order, given by that role and over that channel."""
    line: dict[str, Any] = json.loads(lines_of("O-4001")[0])
    line["command"]["request"]["channel"] = channel
    return line | {"role": role, "actor": "ana"}


def story(desk: Desk) -> list[Any]:
    """The order from the kiosk to its line on hold, each line as its document says."""
    lines = [placed(), *map(json.loads, lines_of("O-4001")[1:4])]
    lines[2] |= {"role": "night_crew"}
    lines[3] |= {"role": "night_crew"}
    lines[3]["command"]["reason"] = "festival"
    outcomes = []
    for line in lines:
        outcomes.append(desk.handle(desk.wire.load_envelope(json.dumps(line))))
        desk.deliver(datetime.fromisoformat(line["at"]))
    return outcomes


def test_they_go_from_the_document_to_the_history(desk: Desk) -> None:
    """OPN-03: a role, a channel and a reason of one's own are taken, kept and read again."""
    assert all(isinstance(outcome, Accepted) for outcome in story(desk))
    history = desk.history("order", "O-4001")
    assert (FRANCHISE, KIOSK) == (history[0].role, history[0].event.request.channel)
    held = next(one for one in history if type(one.event).__name__ == "LineHeld")
    assert (CREW, FESTIVAL) == (held.role, held.event.reason)
    stored = desk.wire.dump_state(desk.state("order", "O-4001"))
    assert KIOSK is desk.wire.load_state("order", stored).request.channel


def test_what_a_role_stands_for_keeps_the_promises(desk: Desk) -> None:
    """OPN-03: the audit finds each event allowed to whom it was given by."""
    story(desk)
    evidence = Evidence(desk, lives(desk), None, at_rest=True)
    assert [] == list(the_table_allows_it(evidence))


def test_a_role_may_do_no_more_than_those_it_stands_for(desk: Desk) -> None:
    """OPN-03: neither whom it does not stand for, nor by a door that stays closed to them."""
    story(desk)
    line = json.loads(lines_of("O-4001")[3]) | {"id": "no", "role": "franchise_desk"}
    refused = desk.handle(desk.wire.load_envelope(json.dumps(line)))
    assert isinstance(refused, Refused)
    assert "process.wrong-role" == refused.refusal.code
    words = desk.operator.words
    assert "franquicia" in refused.refusal.text(Language.ES, words)
    assert refused.refusal.text(Language.ES, words).endswith(
        "equipo técnico, almacén, turno de noche"
    )


def test_who_may_and_who_has_to_are_told_with_the_roles_of_ones_own(desk: Desk) -> None:
    """OPN-03: a wait and a refusal name the people of the operator, not only ours."""
    story(desk)
    wait = desk.waits("order", "O-4001")
    assert wait is not None
    [deed] = [deed for deed in wait.deeds if deed.command == "Schedule"]
    assert {CREW, FRANCHISE, Role.TECHNICAL_TEAM} <= set(deed.roles)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (placed(role="franchise"), "role"),
        (placed(channel="kiosko"), "command.request.channel"),
        (placed(channel="franchise_desk"), "command.request.channel"),
        (placed(role="kiosk"), "role"),
    ],
)
def test_what_is_neither_ours_nor_the_packs_is_refused(
    andes: Operator, line: dict[str, Any], path: str
) -> None:
    """OPN-03: with its place and the list, ours and the operator's own."""
    with pytest.raises(InvalidDocument) as caught:
        wire_of(andes).load_envelope(json.dumps(line))
    (problem,) = caught.value.problems
    assert path == problem.path
    assert ("franchise_desk" if path == "role" else "distributor_system, kiosk") in problem.message


def test_what_another_pack_does_not_know_is_refused_there(andes: Operator) -> None:
    """OPN-03: in a document, in a value given in Python, and in a stored one alike."""
    text = json.dumps(placed(role="sales"))
    envelope = wire_of(andes).load_envelope(text)
    theirs = wire_of(PERU)
    for refuse in (
        lambda: theirs.load_envelope(text),
        lambda: theirs.dump_envelope(envelope),
        lambda: theirs.checked_envelope(envelope),
        lambda: theirs.dump_command("order", HoldLine(1, FESTIVAL)),
    ):
        with pytest.raises(InvalidDocument):
            refuse()


def test_the_schema_knows_them(andes: Operator) -> None:
    """OPN-03: a line that is read is valid, and one that is refused is not."""
    check = jsonschema.Draft202012Validator(json_schema(wire_of(andes), "order"))
    plain = jsonschema.Draft202012Validator(json_schema(wire_of(PERU), "order"))
    assert check.is_valid(placed())
    assert not check.is_valid(placed(channel="kiosko"))
    assert not plain.is_valid(placed())


def test_a_role_in_a_table_of_ones_own_needs_no_further_word() -> None:
    """OPN-03: a process of one's own names its roles in its table alone."""
    doors = {
        kind: roles | ({CREW} if kind is Send else set()) for kind, roles in TABLE.roles.items()
    }
    table = Lifecycle.of(TABLE.start, *TABLE.arrows, roles=doors, commands=Command, events=Event)
    night = Operator("night", (Parcels(table),), PERU.calendar)
    assert CREW in night.known_roles
    assert CREW is wire_of(night).load_envelope(wire_of(night).dump_envelope(sent())).role
    with pytest.raises(InvalidDocument):
        wire_of(Operator("day", (Parcels(),), PERU.calendar)).dump_envelope(sent())


def sent() -> Envelope[Command]:
    """A parcel is sent by the night crew."""
    return envelope(Send(), role=CREW)


def test_a_document_of_ones_own_kind_is_found() -> None:
    """OPN-03: a rule asks for a kind of the operator's own as for any of ours."""
    card = DocumentKind("medical_card")
    applicant = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
    facts = RequirementFacts(date(2024, 1, 1), applicant, (Document(card, ("holder",)),))
    assert facts.has(DocumentKind("medical_card"), "holder")
    assert facts.has(DocumentKind("other_card")) is False


def test_they_are_shown_in_their_words(desk: Desk, andes: Operator) -> None:
    """OPN-03: no code of its own is unsaid, and the words are those of the operator."""
    assert () == unsaid(andes, Language.ES)
    words = desk.operator.words
    assert "turno de noche" == words.word(Language.ES, "Role", "night_crew")


def test_next_takes_a_role_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPN-03: the command line tells what those it stands for can do, who can, and who did."""
    (tmp_path / "shop_with_roles.py").write_text(
        "from order_to_cash.domain.core import Role, changed\n"
        "from order_to_cash.operators.peru import PERU\n"
        "NIGHT = changed(PERU, name='night', roles={Role('night_crew'): (Role.TECHNICAL_TEAM,)})\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    pack = ("--operator", "shop_with_roles:NIGHT")
    lines = [line.replace("technical_team", "night_crew") for line in lines_of("O-4001")[:3]]
    file, db = written(tmp_path / "some.jsonl", lines), tmp_path / "some.db"
    assert 0 == command("run", file, "--db", db, "--data", DATA, *pack).status
    assert "night_crew" in command("explain", "O-4001", "--db", db, *pack).out
    asked = ("next", "O-4001", "--db", db, *pack, "--role")
    assert "confirm_activation" in command(*asked, "night_crew").out
    assert command(*asked, "night_crew").out == command(*asked, "technical_team").out
    assert "night_crew" in command(*asked, "customer_care").out
    wrong = command(*asked, "day_crew")
    assert (2, True) == (wrong.status, "give one of: distributor" in wrong.err)
    assert "night_crew" in wrong.err


@pytest.mark.parametrize(
    ("codes", "roles", "place"),
    [
        ((Channel.WEBSITE,), {}, "website"),
        ((FRANCHISE,), {}, "franchise_desk"),
        (("kiosk",), {}, "'kiosk'"),
        ((), {Role.SALES: (Role.BILLING,)}, "sales"),
        ((), {FRANCHISE: ()}, "franchise_desk"),
        ((), {FRANCHISE: (Role.CLOCK,)}, "franchise_desk"),
        ((), {FRANCHISE: (FRANCHISE,)}, "franchise_desk"),
        ((), {FRANCHISE: (Role("nobody"),)}, "franchise_desk"),
    ],
)
def test_what_cannot_be_declared_is_refused_with_the_pack(
    codes: Any, roles: Any, place: str
) -> None:
    """OPN-02, OPN-03: a code of ours, a role that could do nothing or be nobody's."""
    with pytest.raises(BrokenDefinition) as caught:
        changed(PERU, codes=codes, roles=roles)
    assert [place] == [problem.path for problem in caught.value.problems]


def test_joined_packs_mean_the_same_by_a_role() -> None:
    """OPN-03: nobody may do more because two packs stand in one place."""
    care = {FRANCHISE: (Role.CUSTOMER_CARE,)}
    peru, bolivia = changed(PERU, roles=care, codes=(KIOSK,)), changed(BOLIVIA, roles=care)
    both = joined(peru, bolivia)
    assert (care, (KIOSK,)) == (both.roles, both.codes)
    with pytest.raises(BrokenDefinition, match="mean the same"):
        joined(peru, changed(BOLIVIA, roles={FRANCHISE: (Role.BACK_OFFICE,)}))


def test_a_code_that_a_process_uses_is_declared() -> None:
    """OPN-02: a way to pay that no document could say is named when the pack is made."""
    wallet = PaymentMethod("wallet")
    processes = tuple(
        changed(process, ways=(wallet,)) if isinstance(process, ReceivableProcess) else process
        for process in PERU.processes
    )
    with pytest.raises(BrokenDefinition) as caught:
        changed(PERU, processes=processes)
    (problem,) = caught.value.problems
    assert ("operator.code", "wallet") == (problem.code, problem.path)
    assert "codes=(PaymentMethod('wallet'),)" in problem.message
    declared = changed(PERU, processes=processes, codes=(wallet,))
    assert (wallet,) == declared.codes


def test_the_guide_names_every_enumeration_that_is_open() -> None:
    """OPN-03: whoever writes a pack learns from its guide what may be his own."""
    guide = (ROOT / "docs" / "how-to" / "operator-pack.md").read_text(encoding="utf-8")
    assert [] == [cls.__name__ for cls in OPEN if f"`{cls.__name__}`" not in guide]
