"""What there is of each item over all locations, beside its reorder point: kept by the database itself."""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.kept import Kept, Triggers
from daicho.platform.db.models import TenantModel

_WATCHED = "(CASE WHEN NEW.is_active AND NEW.item_type = 'inventory' THEN NEW.reorder_level_micro END)"
_IN_TRANSIT = (
    "EXISTS (SELECT 1 FROM stock_location WHERE organization_id = NEW.organization_id AND id = NEW.location_id "
    "AND is_transit)"
)
_WATCH = (
    "INSERT INTO stock_stocklevel (id, organization_id, reorder_micro, accounting_micro, physical_micro) "
    f"VALUES (NEW.id, NEW.organization_id, {_WATCHED}, 0, 0) "
    "ON CONFLICT (%(key)s) DO UPDATE SET reorder_micro = excluded.reorder_micro"
)
_ADD = (
    "INSERT INTO stock_stocklevel (id, organization_id, accounting_micro, physical_micro) "
    "VALUES (NEW.item_id, NEW.organization_id, {accounting}, {physical}) ON CONFLICT (%(key)s) DO UPDATE SET "
    "accounting_micro = stock_stocklevel.accounting_micro + excluded.accounting_micro, "
    "physical_micro = stock_stocklevel.physical_micro + excluded.physical_micro"
)
_INSERTED = _ADD.format(
    accounting="NEW.accounting_in_micro - NEW.accounting_out_micro",
    physical="NEW.physical_in_micro - NEW.physical_out_micro",
)
_UPDATED = _ADD.format(
    accounting="NEW.accounting_in_micro - NEW.accounting_out_micro - OLD.accounting_in_micro "
    "+ OLD.accounting_out_micro",
    physical="NEW.physical_in_micro - NEW.physical_out_micro - OLD.physical_in_micro + OLD.physical_out_micro",
)
_AT_TRANSIT = "stock_stocktotal WHERE organization_id = NEW.organization_id AND location_id = NEW.id"
_TAKE_OUT = (
    "UPDATE stock_stocklevel SET "
    + ", ".join(
        f"{counting}_micro = {counting}_micro - (SELECT coalesce(sum({counting}_in_micro - {counting}_out_micro), 0) "
        f"FROM {_AT_TRANSIT} AND item_id = stock_stocklevel.id)"
        for counting in ("accounting", "physical")
    )
    + f" WHERE organization_id = NEW.organization_id AND id IN (SELECT item_id FROM {_AT_TRANSIT})"
)
"""A copy or a restored backup may have its sums before its locations."""
_DROP = "DELETE FROM stock_stocklevel WHERE organization_id = OLD.organization_id AND id = OLD.id"
_WATCHING = "OF reorder_level_micro, is_active, item_type ON catalog_item"


class KeptLevel(Kept):
    """Let the table follow the items, whoever writes those. A migration that changes catalog_item has to renew this."""

    sqlite = (
        f"CREATE TRIGGER %(name)s_inserted AFTER INSERT ON catalog_item WHEN {_WATCHED} IS NOT NULL "
        f"BEGIN {_WATCH}; END",
        f"CREATE TRIGGER %(name)s_updated AFTER UPDATE {_WATCHING} BEGIN {_WATCH}; END",
        f"CREATE TRIGGER %(name)s_deleted AFTER DELETE ON catalog_item BEGIN {_DROP}; END",
    )
    postgresql = (
        "CREATE OR REPLACE FUNCTION daicho_stock_level_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {_DROP}; ELSIF TG_OP = 'UPDATE' OR {_WATCHED} IS NOT NULL THEN {_WATCH}; END IF; "
        "RETURN NULL; END $$",
        f"CREATE TRIGGER %(name)s AFTER INSERT OR DELETE OR UPDATE {_WATCHING} "
        "FOR EACH ROW EXECUTE FUNCTION daicho_stock_level_item()",
    )


class LevelOfTotals(Triggers):
    """Let the levels follow the monthly sums."""

    sqlite = (
        f"CREATE TRIGGER %(name)s_inserted AFTER INSERT ON %(table)s WHEN NOT {_IN_TRANSIT} BEGIN {_INSERTED}; END",
        f"CREATE TRIGGER %(name)s_updated AFTER UPDATE ON %(table)s WHEN NOT {_IN_TRANSIT} BEGIN {_UPDATED}; END",
    )
    postgresql = (
        "CREATE OR REPLACE FUNCTION daicho_stock_level() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_IN_TRANSIT} THEN RETURN NULL; END IF; "
        f"IF TG_OP = 'INSERT' THEN {_INSERTED}; ELSE {_UPDATED}; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER %(name)s AFTER INSERT OR UPDATE ON %(table)s "
        "FOR EACH ROW EXECUTE FUNCTION daicho_stock_level()",
    )


class LevelOfTransit(Triggers):
    """Leave goods in transit out also where sums were there before their location."""

    sqlite = (f"CREATE TRIGGER %(name)s AFTER INSERT ON %(table)s WHEN NEW.is_transit BEGIN {_TAKE_OUT}; END",)
    postgresql = (
        "CREATE OR REPLACE FUNCTION daicho_stock_level_transit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_TAKE_OUT}; RETURN NULL; END $$",
        "CREATE TRIGGER %(name)s AFTER INSERT ON %(table)s FOR EACH ROW WHEN (NEW.is_transit) "
        "EXECUTE FUNCTION daicho_stock_level_transit()",
    )


class StockLevel(TenantModel):
    """On hand of the item with this id, without goods in transit; `reorder_micro` where it is watched. Derived.

    Written by triggers on the monthly sums and on items alone, so that what is low is found by an index.
    """

    reorder_micro = models.BigIntegerField(null=True)
    accounting_micro = models.BigIntegerField(default=0)
    physical_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints = [KeptLevel(name="stock_level_kept")]
        indexes = [
            models.Index(
                F("organization_id"),
                F(f"{counting}_micro") - F("reorder_micro"),
                condition=Q(reorder_micro__isnull=False),
                name=f"stock_level_{counting}",
            )
            for counting in ("accounting", "physical")
        ]
