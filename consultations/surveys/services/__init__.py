"""Every write of the surveys."""

from .codes import derive, rebuild_codes, register_codes
from .contacts import read_contact
from .drafting import import_definition, record_test
from .drafts import forget_draft, save_draft, start_draft
from .gathered import Gathered, store_gathered
from .participation import forget_participation, take_part
from .publishing import freeze, freeze_or_keep
from .receipts import erase_person, erase_response, responses_of, void_response
from .results import take_snapshot
from .retention import Forgotten, forget_expired
from .submission import Circumstances, Receipt, coarse, submit

__all__ = [
    "Circumstances",
    "Forgotten",
    "Gathered",
    "Receipt",
    "coarse",
    "derive",
    "erase_person",
    "erase_response",
    "forget_draft",
    "forget_expired",
    "forget_participation",
    "freeze",
    "freeze_or_keep",
    "import_definition",
    "read_contact",
    "rebuild_codes",
    "record_test",
    "register_codes",
    "responses_of",
    "save_draft",
    "start_draft",
    "store_gathered",
    "submit",
    "take_part",
    "take_snapshot",
    "void_response",
]
