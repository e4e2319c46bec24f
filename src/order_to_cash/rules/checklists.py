"""The checklists of a transfer, a plan change and a technical claim: which items they have."""

from order_to_cash.domain.core import Clause, Policy, Rule
from order_to_cash.domain.trade import DocumentKind, Whose
from order_to_cash.rules.requirements import (
    AccountsAreUpToDate,
    AddressIsExact,
    ApplicantIsAccredited,
    ClaimLetterIsSigned,
    CopiesAreThere,
    Facts,
    FeeIsCovered,
    HolderAsks,
    IdentityCardIsValid,
    IdentityCopyIsThere,
    LegalEntityBrings,
    MobileIsGiven,
    NothingIsUnpaid,
    PaidInvoicesAreThere,
    PhoneIsGiven,
    PlanFormIsThere,
    RequestNoteIsSigned,
    SketchIsThere,
)


def transfer_policy(clause: Clause, *, forms: Clause | None = None) -> Policy[Facts]:
    """What a transfer needs (REQ-01 to REQ-07); `forms` adds the copy and form of the way back."""
    rules: tuple[Rule[Facts], ...] = (
        HolderAsks(clause),
        IdentityCardIsValid(clause),
        CopiesAreThere(
            "requirements.third-party-copies",
            (Whose.HOLDER, Whose.APPLICANT),
            clause,
            third_party_only=True,
        ),
        AccountsAreUpToDate(clause),
        AddressIsExact(clause),
        SketchIsThere(clause),
        MobileIsGiven(clause),
        FeeIsCovered(clause),
        ApplicantIsAccredited(clause),
        LegalEntityBrings("requirements.tax-id", DocumentKind.TAX_ID_COPY, clause),
        CopiesAreThere(
            "requirements.representative-copies",
            (Whose.REPRESENTATIVES, Whose.APPLICANT),
            clause,
            legal_only=True,
        ),
        PhoneIsGiven(clause),
    )
    if forms is not None:
        rules = (*rules, IdentityCopyIsThere(forms), PlanFormIsThere(forms))
    return Policy("transfer requirements", rules)


def plan_change_policy(clause: Clause) -> Policy[Facts]:
    """What a change of the commercial plan needs (REQ-08)."""
    return Policy(
        "plan change requirements",
        (
            IdentityCardIsValid(clause),
            HolderAsks(clause),
            NothingIsUnpaid(clause),
            RequestNoteIsSigned(clause),
        ),
    )


def claim_policy(clause: Clause) -> Policy[Facts]:
    """What a technical claim needs (REQ-10 and REQ-11)."""
    return Policy(
        "technical claim requirements",
        (
            IdentityCopyIsThere(clause, natural_only=True),
            PaidInvoicesAreThere(clause),
            ClaimLetterIsSigned(clause),
            ApplicantIsAccredited(clause),
            CopiesAreThere(
                "requirements.co-owner-copies", (Whose.CO_OWNERS,), clause, legal_only=True
            ),
            CopiesAreThere(
                "requirements.third-party-copy",
                (Whose.APPLICANT,),
                clause,
                legal_only=True,
                third_party_only=True,
            ),
        ),
    )
