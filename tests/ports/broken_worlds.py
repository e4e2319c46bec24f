"""Adapters of the world that each break one promise, to show that the laws notice."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from threading import get_ident
from typing import Any, TypeAlias

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryDirectories,
    InMemoryFulfilment,
    InMemoryNotification,
)
from order_to_cash.domain.core import Currency, Money, changed
from order_to_cash.domain.credit_account import CreditLine
from order_to_cash.domain.order import CoverageItem, PartyRecord, StockItem, TermsInForce
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    Notice,
    Notify,
    Offering,
    PrepareGoods,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.ports import (
    Acknowledgement,
    AlreadyIssued,
    Done,
    FulfilmentInstruction,
    IssueAnswer,
    Issued,
    Refused,
)
from order_to_cash.testing.laws.directories import FACTS
from tests.ports.overlap import Overlap

Make: TypeAlias = Callable[[], Any]
DAY = timedelta(days=1)


class IssuesAgain(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        self._numbers.pop(invoice.receivable, None)
        return super().issue(invoice)


class IssuesWithoutNumber(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        return Issued(" " * len(invoice.instalments))


class SaysIssuedAgain(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        answer = super().issue(invoice)
        return Issued(answer.invoice) if isinstance(answer, AlreadyIssued) else answer


class TrimsReceivables(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        return super().issue(changed(invoice, receivable=invoice.receivable.strip()))


class FindsAnything(InMemoryBilling):
    def find(self, receivable: str, /) -> str | None:
        return super().find(receivable) or "F001-00000001"


class FindsNothing(InMemoryBilling):
    def find(self, receivable: str, /) -> str | None:
        return super().find(receivable + " ")


class IgnoresOtherTotals(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        known = self.find(invoice.receivable)
        return super().issue(invoice) if known is None else AlreadyIssued(known)


class IssuesWhateverItIsGiven(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        if self.find(invoice.receivable) is None:
            with self._lock:
                return self._issued(invoice)
        return super().issue(invoice)


class RefusesWithoutReason(InMemoryBilling):
    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        answer = super().issue(invoice)
        return Refused("") if isinstance(answer, Refused) else answer


class CheckedBeforeItLocked(InMemoryBilling):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        known = self.find(invoice.receivable)
        self.overlap.meet()
        if known is not None:
            return super().issue(invoice)
        with self._lock:
            return self._issued(invoice)


SAID = AlreadyIssued("FC01-00000001")


class CreditsTwice(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        return super().credit(f"{key}/{len(self.credit_notes())}", note)


class CreditsByContent(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        return SAID if note in self.credit_notes().values() else super().credit(key, note)


class CreditsByKeyAlone(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        return SAID if key in self.credit_notes() else super().credit(key, note)


class CreditsWithoutEnd(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        if note.invoice in self._credited and key not in self._credit_notes:
            self._credited[note.invoice] = Money.zero(note.amount.currency)
        return super().credit(key, note)


class CreditsOneCentTooFew(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        answer = super().credit(key, changed(note, amount=note.amount + Money(1, Currency.PEN)))
        return answer if isinstance(answer, Refused) else SAID


class CreditsAnything(InMemoryBilling):
    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        if note.invoice not in self.invoices() or note.amount.currency is not Currency.PEN:
            return SAID
        return super().credit(key, note)


class RefundsTwice(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return super().refund(f"{key}/{len(self.refunds())}", refund)


class RefundsByContent(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return Done() if refund in self.refunds().values() else super().refund(key, refund)


class RefundsByKeyAlone(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return Done() if key in self.refunds() else super().refund(key, refund)


class RefundsAnything(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return super().refund(key, refund) if refund.amount.is_positive else Done()


class ForgetsToLockRefunds(InMemoryBilling):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        if not self.overlap.knows(key):
            return super().refund(f"{key}/{get_ident()}", refund)
        return Done()


class ReceivesTwice(InMemoryBilling):
    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        return super().receive(f"{key}/{len(self.receipts())}", receipt)


class ReceivesByKeyAlone(InMemoryBilling):
    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        return Done() if key in self.receipts() else super().receive(key, receipt)


class ReceivesAnything(InMemoryBilling):
    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        return super().receive(key, receipt) if receipt.amount.is_positive else Done()


class RefundsWithoutEnd(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return super().refund(key, changed(refund, payment=None))


class TakesBackTwice(InMemoryBilling):
    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        return super().take_back(f"{key}/{len(self.charge_backs())}", charge_back)


class TakesBackByKeyAlone(InMemoryBilling):
    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        if key in self.charge_backs():
            return Done()
        return super().take_back(key, charge_back)


class TakesBackAnything(InMemoryBilling):
    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        if charge_back.payment not in self._payments:
            return Done()
        return super().take_back(key, charge_back)


class TakesBackOnlyWhatWasNotGivenBack(InMemoryBilling):
    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        known = self._payments.get(charge_back.payment)
        if known is not None and known.refunded.is_positive:
            return Refused("it was given back")
        return super().take_back(key, charge_back)


class TakesBackWithoutEnd(InMemoryBilling):
    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        answer = super().take_back(key, charge_back)
        if (known := self._payments.get(charge_back.payment)) is not None:
            nothing = Money.zero(known.received.currency)
            self._payments[charge_back.payment] = changed(known, taken_back=nothing)
        return answer


class ForgetsToLockChargeBacks(InMemoryBilling):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        if not self.overlap.knows(key):
            return super().take_back(f"{key}/{get_ident()}", charge_back)
        return Done()


class GivesBackWhatTheBankTook(InMemoryBilling):
    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        known = self._payments.get(refund.payment or "")
        if known is not None:
            nothing = Money.zero(known.received.currency)
            self._payments[refund.payment or ""] = changed(known, taken_back=nothing)
        return super().refund(key, refund)


class ChargesTwice(InMemoryBilling):
    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        return super().charge(f"{key}/{len(self.charges())}", charge)


class ChargesByKeyAlone(InMemoryBilling):
    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        return Done() if key in self.charges() else super().charge(key, charge)


class ChargesAnything(InMemoryBilling):
    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        return super().charge(key, charge) if charge.amount.is_positive else Done()


class TellsAlways(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        super().send(f"{key}/{len(self.sent())}", notice)


class TellsEachContentOnce(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        if notice not in self.sent().values():
            super().send(key, notice)


class TellsOnceForEachKeyAndParty(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        super().send(f"{key}/{notice.to}", notice)


class TrimsKeys(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        super().send(key.strip(), notice)


class RemembersTheLastKeyOnly(InMemoryNotification):
    last = ""

    def send(self, key: str, notice: Notify, /) -> None:
        if key != self.last:
            super().send(f"{key}/{len(self.sent())}", notice)
        self.last = key


class TellsBeforeItRemembers(InMemoryNotification):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def send(self, key: str, notice: Notify, /) -> None:
        if not self.overlap.knows(key):
            super().send(f"{key}/{get_ident()}", notice)


class HasNoWordsForBlocks(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        if notice.notice is not Notice.SERVICE_BLOCKED:
            super().send(key, notice)


class FormatsValues(InMemoryNotification):
    def send(self, key: str, notice: Notify, /) -> None:
        for _, value in notice.values:
            str(value).format(order="o-1")
        super().send(key, notice)


class InstructsAlways(InMemoryFulfilment):
    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        super().instruct(f"{key}/{len(self.instructions())}", instruction)


class InstructsEachContentOnce(InMemoryFulfilment):
    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        if instruction not in self.instructions().values():
            super().instruct(key, instruction)


class ForgetsEarlierKeys(InMemoryFulfilment):
    last = ""

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        if key != self.last:
            super().instruct(f"{key}/{len(self.instructions())}", instruction)
        self.last = key


class InstructsBeforeItRemembers(InMemoryFulfilment):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        if not self.overlap.knows(key):
            super().instruct(f"{key}/{get_ident()}", instruction)


class ShipsNowhere(InMemoryFulfilment):
    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        if not isinstance(instruction, PrepareGoods) or instruction.address is not None:
            super().instruct(key, instruction)


class Filled(InMemoryDirectories):
    def __init__(self) -> None:
        super().__init__(
            parties=FACTS.parties,
            offerings=FACTS.offerings,
            warehouses=FACTS.warehouses,
            stock=FACTS.stock,
            coverage=FACTS.coverage,
            credit_lines=FACTS.credit_lines,
            terms=FACTS.terms,
        )


class KnowsAnyParty(Filled):
    def party(self, party: str, /) -> PartyRecord | None:
        return super().party(party.lower())


class OffersADayTooLong(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        return super().offerings(skus, on) or super().offerings(skus, on - DAY)


class OffersADayTooEarly(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        return super().offerings(skus, on) or super().offerings(skus, on + DAY)


class OffersThePriceOfYesterday(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        return super().offerings(skus, on - DAY) if "tv" in skus else super().offerings(skus, on)


class OffersAllOrNothing(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        found = super().offerings(skus, on)
        return found if len(found) == len(skus) else ()


class OffersEverythingWhenAskedForNothing(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        return super().offerings(skus or ("tv", "fibra"), on)


class EndsWithTheYear(Filled):
    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        return super().offerings(skus, on) if on.year < 2100 else ()


class CountsEveryWarehouse(Filled):
    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        return super().stock(zone, skus)[0], super().stock("lima", skus)[1]


class HasNoneOfWhatItDoesNotKnow(Filled):
    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        warehouse, items = super().stock(zone, skus)
        return warehouse, items or tuple(StockItem(sku, 0) for sku in skus)


class DeliversAnywhere(Filled):
    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        warehouse, items = super().stock(zone, skus)
        return warehouse or "W2", items


class CoversADayTooLong(Filled):
    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        return super().coverage(zone, skus, on) or super().coverage(zone, skus, on - DAY)


class CoversADayTooEarly(Filled):
    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        return super().coverage(zone, skus, on) or super().coverage(zone, skus, on + DAY)


class CoversWhatItCannot(Filled):
    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        return tuple(changed(i, qualified=True) for i in super().coverage(zone, skus, on))


class HidesAlternatives(Filled):
    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        return tuple(changed(i, alternatives=()) for i in super().coverage(zone, skus, on))


class AnswersForUnknownServices(Filled):
    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        found = super().coverage(zone, skus, on)
        known = {item.sku for item in found}
        return (*found, *(CoverageItem(sku, False) for sku in skus if sku not in known))


class KnowsLinesByParty(Filled):
    def credit_line(self, account: str, /) -> CreditLine | None:
        return super().credit_line(account) or super().credit_line(account.replace("p", "a"))


class KnowsLinesBelowZero(Filled):
    def credit_line(self, account: str, /) -> CreditLine | None:
        line = super().credit_line(account)
        return None if line is None else changed(line, limit=-line.limit)


class ChangesTermsADayLate(Filled):
    def terms(self, names: Sequence[str], on: date, /) -> tuple[TermsInForce, ...]:
        return super().terms(names, on - DAY)


class KeepsOldTerms(Filled):
    def terms(self, names: Sequence[str], on: date, /) -> tuple[TermsInForce, ...]:
        found = super().terms(names, on)
        return (TermsInForce("t1", "1"),) if TermsInForce("t1", "2") in found else found


class InventsTerms(Filled):
    def terms(self, names: Sequence[str], on: date, /) -> tuple[TermsInForce, ...]:
        return super().terms(tuple(dict.fromkeys(name.lower() for name in names)), on) + tuple(
            TermsInForce(name, "1") for name in names if name == "t2"
        )


def _broken(base: type) -> tuple[Make, ...]:
    classes = [cls for cls in globals().values() if isinstance(cls, type)]
    whole = {base, Filled}
    return tuple(cls for cls in classes if issubclass(cls, base) and cls not in whole)


BROKEN_BILLING = _broken(InMemoryBilling)
BROKEN_NOTIFICATION = _broken(InMemoryNotification)
BROKEN_FULFILMENT = _broken(InMemoryFulfilment)
BROKEN_DIRECTORIES = _broken(InMemoryDirectories)
