"""A process that posts documents until it is killed, and prints the line of each that is committed."""

import sys
from datetime import date, timedelta

import django
import orjson


def main() -> None:
    """Post documents for the organisation and the shop that the arguments name."""
    django.setup()
    from daicho.platform.db.ids import lease_node
    from daicho.stock.core.event import Kind
    from tests.build.context import context
    from tests.build.stock import Shop

    lease_node()
    told = orjson.loads(sys.argv[2])
    shop = Shop(context(int(sys.argv[1])), told["location"], told["items"], told["accounts"])
    number = 0
    while True:
        number += 1
        name, day = f"K{number}", date(2026, 4, 1) + timedelta(days=number * 7 % 30)
        kind, value = (Kind.OUTFLOW, None) if number % 2 else (Kind.INFLOW, 100 + number)
        movement = shop.movement(name, kind, 3, day, value=value, item=number % 2)
        shop.post(name, movement)
        sys.stdout.write(f"{movement.line_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
