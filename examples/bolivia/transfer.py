"""One transfer: what every step of each procedure records, and who does it."""

from datetime import datetime, timedelta
from typing import Any

from book import Book, Case, bob

ENDS = {
    1: (("own", "copper"), ("boot", "ftth")),
    2: (("own", "ftth"), ("boot", "ftth")),
    3: (("boot", "ftth"), ("own", "ftth")),
    4: (("boot", "ftth"), ("own", "copper")),
}
INTO_BOOT = 2
"""Procedures up to this number lead into the new zone, the others back."""

PEOPLE = {
    "care": "atencion-01/customer_care",
    "sales": "ejecutivo-03/sales",
    "head": "jefe-admin/commercial_head",
    "lead": "encargada-plataforma/platform_lead",
    "advisor": "asesor-02/commercial_advisor",
    "office": "backoffice-01/back_office",
    "cashier": "caja-01/cashier",
    "field": "tecnico-07/technical_team",
}
FEES = {"fixed_telephony": 14628, "internet": 20000, "cable_tv": 20000, "package": 20000}
STEPS = {
    1: "receive assign contact feasibility requirements presale withdraw_product change_address "
    "add_product work_orders charge to_installation",
    2: "receive assign contact feasibility requirements presale transfer_product change_address "
    "work_orders tell_equipment",
    3: "receive assign requirements feasibility transfer_product tell_equipment summary print "
    "sign work_orders",
    4: "receive assign requirements feasibility transfer_product tell_equipment summary print "
    "sign work_orders add_product consent print_addition sign_addition to_installation charge "
    "to_claims",
}
PLACE = {"location": "UG-118", "district": "Zona Norte", "street": "Calle de ejemplo 118"}
CATEGORY = {"category": "residential", "subcategory": "normal"}
GPON = "GPON, casa de ejemplo, referencia del cliente"
HOLDER = {"holder": "natural_person", "standing": "holder"}
PAPERS = ("service_request", "service_contract", "loan_contract")


def document(kind: str, *of: str, expires: str | None = None) -> dict[str, Any]:
    """One document that is brought."""
    return {"kind": kind, "of": list(of), "expires": expires}


def papers(name: str = "holder", expires: str = "2027-06-30") -> list[dict[str, Any]]:
    """What the applicant always brings."""
    return [
        document("identity_card", name, expires=expires),
        document("identity_copy", name),
        document("location_sketch"),
        document("plan_form"),
    ]


class Transfer(Case):
    """A transfer by one of the procedures; every step can be told with other facts."""

    def __init__(self, book: Book, number: int, id_: str, begin: datetime, **request: Any) -> None:
        super().__init__(book, "transfer", id_)
        self.number, self.now = number, begin
        origin, destination = ENDS[number]
        self.request = {
            "account": f"A-{id_[2:]}",
            "origin": {"zone": origin[0], "technology": origin[1]},
            "destination": {"zone": destination[0], "technology": destination[1]},
            "services": ["internet"],
            "equipment": [{"code": f"EQ-{id_[2:]}", "description": "GPON"}],
            "contract": f"C-{id_[2:]}",
            "customer": f"Cliente de ejemplo {id_[2:]}",
            "mobile": "70000000",
            "hours": "09:00-12:00",
            **request,
        }
        self.company = False

    @property
    def fee(self) -> dict[str, str]:
        """The fee of the day: a package once, separate products each."""
        cents = sum(FEES[service] for service in self.request["services"])
        return bob(f"{cents // 100}.{cents % 100:02}")

    def go(self, first: str, last: str, **other: dict[str, Any]) -> "Transfer":
        """Every step from one to another, some minutes apart; `other` replaces their facts."""
        names = STEPS[self.number].split()
        for name in names[names.index(first) : names.index(last) + 1]:
            if name != "tell_equipment" or self.request["equipment"]:
                self.step(name, **other.get(name, {}))
        return self

    def all(self, **other: dict[str, Any]) -> "Transfer":
        """The whole procedure."""
        names = STEPS[self.number].split()
        return self.go(names[0], names[-1], **other)

    def step(self, name: str, **facts: Any) -> None:
        """One step by whoever does it, with its own facts where none are given."""
        who = PEOPLE[self._who(name)]
        match name:
            case "receive":
                self.tell(who, "request_transfer", request=self.request)
            case "assign":
                to = "ejecutivo-03" if self.number <= INTO_BOOT else "asesor-02"
                self.tell(who, "assign_transfer", to=to)
            case "feasibility":
                found = {"in_zone": True, "feasible": True, "reason": "", **facts}
                self.tell(who, "report_feasibility", found=found)
            case "requirements":
                self.tell(who, "present_requirements", presented=self._presented(facts))
            case "summary":
                self.tell(who, "confirm_summary", **{"confirmed": True, **facts})
            case "work_orders":
                self.tell(who, "issue_work_orders", **{"overdue": bob("0.00"), **facts})
            case _:
                record = {**self._record(name), **facts}
                self.tell(who, "record_step", step=name, record=record)

    def tell(self, who: str, type_: str, *, minutes: int = 15, **fields: Any) -> None:
        """Give a command now; the next one follows some minutes later."""
        self.say(self.now, who, type_, **fields)
        self.now += timedelta(minutes=minutes)

    def install(self, *items: dict[str, Any], gap: int = 30, end: datetime | None = None) -> None:
        """Old service off, new one on, every item ended; the last of it at `end`."""
        field, off = PEOPLE["field"], self.now
        on = off + timedelta(minutes=gap)
        self.tell(field, "report_off", since=off.isoformat(), minutes=gap)
        self.tell(field, "report_on", since=on.isoformat())
        self.now = end or self.now
        ended = items or ((self.carried() if self.number in (2, 3) else self.recovered()),)
        self.tell(field, "settle_equipment", items=list(ended))

    @property
    def item(self) -> str:
        """The code of its loaned equipment."""
        return f"EQ-{self.id[2:]}"

    def carried(self) -> dict[str, Any]:
        """The item was taken along."""
        return {"code": self.item, "outcome": "carried"}

    def charged(self, amount: str) -> dict[str, Any]:
        """The item is gone and has to be paid."""
        return {"code": self.item, "outcome": "charged", "charge": bob(amount)}

    def recovered(self, motive: str = "migration") -> dict[str, Any]:
        """The item came back with the form."""
        day = f"{self.now:%Y-%m-%d}"
        form = {
            "technician": "tecnico-07",
            "on": day,
            "zone": str(self.request["origin"]["zone"]),
            "project": "BOOT",
            "description": "GPON",
            "motive": motive,
            "observations": "sin novedad" if motive == "migration" else "no enciende",
            "collected": day,
            "signed_by": f"Cliente de ejemplo {self.id[2:]}",
            "received_by": "encargada-almacen",
        }
        return {"code": self.item, "outcome": "recovered", "form": form}

    def _who(self, name: str) -> str:
        back = self.number > INTO_BOOT
        match name:
            case "receive":
                return "sales" if back else "care"
            case "assign":
                return "lead" if back else "head"
            case "contact" | "feasibility" | "requirements" | "presale":
                return "advisor" if back else "sales"
            case _:
                return "advisor" if back else "office"

    def _presented(self, facts: dict[str, Any]) -> dict[str, Any]:
        usual = {
            "applicant": HOLDER,
            "documents": papers(),
            "overdue": bob("0.00"),
            "address": f"Calle de ejemplo {self.id[2:]}",
            "charge_accepted": True,
        }
        presented = {**usual, **facts}
        self.company = presented["applicant"]["holder"] != "natural_person"
        return presented

    def _record(self, name: str) -> dict[str, Any]:
        category = {} if self.company and self.number <= INTO_BOOT else CATEGORY
        note = {"observation": f"{GPON} {self.id[2:]}"}
        sold = {"plan": "INT-100", "components": self.request["services"], "cart_checked": True}
        contract = {
            "billing_type": "monthly",
            "billing_address": f"Calle de ejemplo {self.id[2:]}",
            "contract_type": "standard",
            "bill_cycle": "C-05",
            "number": f"CN-{self.id[2:]}",
        }
        product: dict[str, Any] = {"type": "product_entry", **category, **note}
        match self.number, name:
            case _, "contact":
                return {"type": "contact", "channel": "mobile"}
            case _, "presale":
                return {"type": "pre_sale", "reference": f"PV-{self.id[2:]}"}
            case 1, "withdraw_product":
                why = {"motive": "technical", "cause": "technology change"}
                seen = {"unticked": True, "agreements_reviewed": True}
                return {**product, **why, **seen, "seller": "ejecutivo-03"}
            case 1, "add_product":
                fibre = {"plan": "INT-100", "nplay": "NP-1", "technical_data": "OLT-4/2/17"}
                return {**product, **fibre, "seller": "ejecutivo-03"}
            case 2, "transfer_product":
                box = {"network_box": "CAJA-118", "technical_data": "OLT-4/2/18"}
                return {**product, **PLACE, **box, "seller": "ejecutivo-03"}
            case 3, "transfer_product":
                new = {"contract": contract, "summary_confirmed": True}
                return {**product, **PLACE, **sold, **new}
            case 4, "transfer_product":
                new = {"contract": contract, "summary_confirmed": True}
                old = {"unticked": True, "motive": "technology change"}
                return {**product, **PLACE, **sold, **new, **old}
            case 4, "add_product":
                return {**product, **PLACE, **sold, "devices": 1, "extras_confirmed": True}
            case _, "change_address":
                new_address = f"Calle de ejemplo {self.id[2:]}"
                return {"type": "address_change", "address": new_address, "screen_refreshed": True}
            case _, "tell_equipment":
                return {"type": "equipment_told", "told": True}
            case _, "print" | "print_addition":
                kinds = PAPERS if name == "print" else PAPERS[:1]
                forms = [{"kind": kind, "originals": 1, "copies": 1} for kind in kinds]
                return {"type": "printed", "forms": forms}
            case _, "sign" | "sign_addition":
                signer = f"Cliente de ejemplo {self.id[2:]}"
                done = {"archived": True, "handed_over": True}
                return {"type": "signed", "signed_by": signer, **done}
            case _, "charge":
                return self._claim()
            case _, "consent":
                return {"type": "consent", "data_shown": True, "consents": True}
            case _, "to_installation":
                return {"type": "passed_on", "to": "installation"}
            case _:
                return {"type": "passed_on", "to": "billing claims"}

    def _claim(self) -> dict[str, Any]:
        both = {
            "type": "charge_claim",
            "invoice": f"F-{self.id[2:]}",
            "observed": self.fee,
            "observation": f"Traslado {self.id}",
        }
        if ENDS[self.number][1] == ("own", "copper"):
            return {**both, "received_at": "customer assistance", "value_to_collect": self.fee}
        return {
            **both,
            "kind": "charges",
            "cause": "observed amounts",
            "phone": "70000000",
            "charge_selected": True,
            "value_to_collect": bob("0.00"),
        }
