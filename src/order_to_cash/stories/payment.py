"""The story of a payment."""

from collections.abc import Mapping
from typing import Any, Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment import events as e

PAYMENT: Final[Mapping[type[e.Event], Text]] = {
    e.PaymentReceived: Text(
        "received: {payment}; for {towards}", "recibido: {payment}; para {towards}"
    ),
    e.PaymentRepeated: Text(
        "reported again, it counts once", "informado otra vez, cuenta una sola vez"
    ),
    e.MoneyTaken: Text(
        "{by} takes {taken}, not needed are {rest}", "{by} toma {taken}, sobran {rest}"
    ),
    e.MoneyUntaken: Text("{by} does not take {amount}", "{by} no toma {amount}"),
    e.MoneyReleased: Text("{by} gives up {amount}", "{by} suelta {amount}"),
    e.MoneySent: Text("{amount} go to {to}", "{amount} van a {to}"),
    e.MoneyUnplaced: Text(
        "nobody takes {amount}; Credit & Collections is told",
        "nadie toma {amount}; se avisa a Créditos y Cobranzas",
    ),
    e.MoneyPlaced: Text("{amount} are placed: {to}", "{amount} se asignan: {to}"),
    e.PlacingRetried: Text("{amount} are tried again: {to}", "{amount} se intentan otra vez: {to}"),
    e.MoneyGivenBack: Text("{amount} are given back: {reason}", "se devuelven {amount}: {reason}"),
    e.UnplacedGivenBack: Text(
        "{amount} that nobody took are given back: {reason}",
        "se devuelven {amount} que nadie tomó: {reason}",
    ),
    e.PaymentTakenBack: Text("the bank takes it back: {reason}", "el banco lo revierte: {reason}"),
    e.MoneyTakenBack: Text("{amount} went back to the bank", "{amount} volvieron al banco"),
    e.DebtCharged: Text("{to} owes {amount}: {reason}", "{to} adeuda {amount}: {reason}"),
    e.DebtUnplaced: Text(
        "{amount} had been given back, and no account is known that owes them",
        "se habían devuelto {amount} y no se conoce la cuenta que los adeuda",
    ),
    e.DebtFollowed: Text(
        "still no account is known that owes it", "aún no se conoce la cuenta que lo adeuda"
    ),
}

PAYMENT_STEPS: Final[Mapping[type[Any], str]] = {
    c.ReceivePayment: "Llegó dinero, con la referencia del banco o de la caja.",
    c.PlacePayment: "Créditos y Cobranzas indica a dónde va el dinero que nadie tomó.",
    c.GiveBack: "Créditos y Cobranzas devuelve lo que nadie tomó.",
    c.TakeBack: "El banco revirtió el pago.",
    c.NoteTaken: "Tanto se tomó, y el resto sobra.",
    c.NoteUntaken: "No se tomó nada: el caso lo rechazó o no existe.",
    c.PassOn: "Lo que se tiene del pago pasa a otro caso.",
    c.ReturnMoney: "Aquello para lo que era el dinero no será: vuelve, o va a la cuenta.",
    c.RefundMoney: "Se devuelve saldo a favor de la cuenta.",
    c.NoteRecalled: "Se soltó lo que se tenía de un pago revertido.",
    c.LookAgain: "Pasó el tiempo: intentar otra vez asignar lo que nadie tomó.",
}
