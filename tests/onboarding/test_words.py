"""The words of the flow are those of the source (003)."""

import pytest

from order_to_cash.domain.core import WORDS, Language
from order_to_cash.domain.onboarding import Phase
from order_to_cash.operators.b2b import PHASES

TITLES = (
    "Inicio",
    "Envío propuesta",
    "Análisis comercial",
    "Análisis técnico",
    "Envío contrato",
    "Implementación",
    "Facturación",
    "Cobranza",
    "Cierre comercial",
)
"""By hand, from the headings FASE 1 to FASE 9."""


@pytest.mark.parametrize(("phase", "title"), tuple(zip(PHASES, TITLES, strict=True)))
def test_a_phase_is_called_what_the_source_calls_it(phase: Phase, title: str) -> None:
    """ONB-02: the nine titles as they stand, in the phase and in each of its stages."""
    said = WORDS.word(Language.ES, "Phase", phase.code)
    assert title == said.capitalize()
    told = [WORDS.word(Language.ES, "onboarding", stage) for stage in phase.stages]
    assert [f"{said}," for _ in told] == [f"{words.split(',')[0]}," for words in told]


def test_no_more_is_read_into_the_cro_than_the_source_says() -> None:
    """ONB-03: nothing says what CRO stands for, so no language spells it out."""
    said = {WORDS.word(language, "Document", "cro").upper() for language in WORDS.languages}
    assert {"CRO"} == said


def test_a_call_center_is_called_so_in_spanish() -> None:
    """ORD-05: 000 speaks of the call center as one of its channels."""
    assert "call center" == WORDS.word(Language.ES, "Channel", "call_centre")
