"""Ids for rows, from a node number that this process has leased.

Every process that writes leases a node at its start (`lease_node`) and keeps it by a renewing thread; two processes
never share one. Making an id without a lease is a programmer error. Node 0 is never leased: it is for what runs alone
(migrations, tests).
"""

import atexit
import os
import socket
import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from daicho.kernel.ids import NODES, IdSource

ALONE = 0
LEASE = timedelta(hours=24)
_RENEWAL_SECONDS = 3600.0
_source: IdSource | None = None


def new_id() -> int:
    """Return a new id for a row."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[int]:
    """Return new ids for so many rows, rising."""
    if _source is None:
        raise RuntimeError("this process has leased no node number: call lease_node() at its start")
    return _source.many(count)


def use_node(node: int = ALONE) -> None:
    """Make ids from `node` without a lease; by default from the node of what runs alone."""
    global _source  # noqa: PLW0603 - one source per process
    _source = IdSource(node, lambda: time.time_ns() // 1_000_000)


def lease_node() -> int:
    """Lease a free node number for this process, renew it while the process lives, and make ids from it.

    Raises RuntimeError when all are taken. A second call keeps the first lease.
    """
    if _source is not None:
        return -1
    holder = f"{socket.gethostname()}:{os.getpid()}"
    node = _take(holder)
    use_node(node)
    threading.Thread(target=_renew, args=(node, holder), name="node-lease", daemon=True).start()
    atexit.register(_release, node, holder)
    return node


def _take(holder: str) -> int:
    from daicho.platform.db.tables import NodeLease  # noqa: PLC0415 - models need loaded applications

    now = datetime.now(UTC)
    with transaction.atomic():
        taken = {lease.node: lease for lease in NodeLease.objects.select_for_update().order_by("node")}
        node = next((n for n in range(1, NODES) if n not in taken or taken[n].until < now), None)
        if node is None:
            raise RuntimeError("all node numbers are leased")
        NodeLease.objects.update_or_create(node=node, defaults={"holder": holder, "until": now + LEASE})
    return node


def _renew(node: int, holder: str) -> None:
    from daicho.platform.db.tables import NodeLease  # noqa: PLC0415 - models need loaded applications

    while True:
        time.sleep(_RENEWAL_SECONDS)
        until = datetime.now(UTC) + LEASE
        if not NodeLease.objects.filter(node=node, holder=holder).update(until=until):
            os._exit(70)  # another process has our number: making one more id could be making a twin
        connection.close()


def _release(node: int, holder: str) -> None:
    from daicho.platform.db.tables import NodeLease  # noqa: PLC0415 - models need loaded applications

    NodeLease.objects.filter(node=node, holder=holder).update(until=datetime.now(UTC) - timedelta(seconds=1))
