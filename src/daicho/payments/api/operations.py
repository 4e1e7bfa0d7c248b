"""The payments API: what is described for payments, and for what settles and is settled."""

from daicho.payments.api.payments import payment_operations
from daicho.payments.api.refunds import FACES, refund_operations
from daicho.payments.api.settlements import OPERATIONS as SETTLEMENTS
from daicho.payments.kinds import PAYMENT_KINDS

OPERATIONS = [
    *(operation for kind in PAYMENT_KINDS.values() for operation in payment_operations(kind)),
    *(operation for face in FACES for operation in refund_operations(face)),
    *SETTLEMENTS,
]
