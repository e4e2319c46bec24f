"""The onboarding of a new customer, from the request to the commercial close (003)."""

from order_to_cash.domain.onboarding import commands, events
from order_to_cash.domain.onboarding.commands import *
from order_to_cash.domain.onboarding.events import *
from order_to_cash.domain.onboarding.facts import (
    Activity,
    ApprovalFacts,
    Awaited,
    Done,
    Environment,
    FileRef,
    Live,
    LiveThing,
    Mark,
    OnboardingRequest,
    Outcome,
    Paper,
    PrerequisiteFacts,
    ReviewFacts,
    Segment,
)
from order_to_cash.domain.onboarding.flow import REQUEST, Effect, Flow, Phase, TimeLimit
from order_to_cash.domain.onboarding.lifecycle import Place
from order_to_cash.domain.onboarding.making import Events
from order_to_cash.domain.onboarding.process import OnboardingProcess
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding
from order_to_cash.domain.trade.billing import NoteInvoice

__all__ = [
    *commands.__all__,
    *events.__all__,
    "Activity",
    "ApprovalFacts",
    "Awaited",
    "Done",
    "Effect",
    "Environment",
    "Events",
    "FileRef",
    "Flow",
    "Live",
    "LiveThing",
    "Mark",
    "NoteInvoice",
    "Onboarding",
    "OnboardingProcess",
    "OnboardingRequest",
    "OnboardingSettings",
    "Outcome",
    "Paper",
    "Phase",
    "Place",
    "PrerequisiteFacts",
    "REQUEST",
    "ReviewFacts",
    "Segment",
    "TimeLimit",
]
