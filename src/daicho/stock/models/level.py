"""What there is of each item over all locations, beside its reorder point: kept by the database itself."""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.kept import Kept
from daicho.platform.db.models import TenantModel

_WATCHED = "(CASE WHEN NEW.is_active AND NEW.item_type = 'inventory' THEN NEW.reorder_level_micro END)"
_IN_TRANSIT = (
    "EXISTS (SELECT 1 FROM stock_location WHERE organization_id = NEW.organization_id AND id = NEW.location_id "
    "AND is_transit)"
)
_WATCH = (
    "INSERT INTO %(table)s (id, organization_id, reorder_micro, accounting_micro, physical_micro) "
    f"VALUES (NEW.id, NEW.organization_id, {_WATCHED}, 0, 0) "
    "ON CONFLICT (%(key)s) DO UPDATE SET reorder_micro = excluded.reorder_micro"
)
_ADD = (
    "INSERT INTO %(table)s (id, organization_id, accounting_micro, physical_micro) "
    "VALUES (NEW.item_id, NEW.organization_id, {accounting}, {physical}) ON CONFLICT (%(key)s) DO UPDATE SET "
    "accounting_micro = %(table)s.accounting_micro + excluded.accounting_micro, "
    "physical_micro = %(table)s.physical_micro + excluded.physical_micro"
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
    "UPDATE %(table)s SET "
    + ", ".join(
        f"{counting}_micro = {counting}_micro - (SELECT coalesce(sum({counting}_in_micro - {counting}_out_micro), 0) "
        f"FROM {_AT_TRANSIT} AND item_id = %(table)s.id)"
        for counting in ("accounting", "physical")
    )
    + f" WHERE organization_id = NEW.organization_id AND id IN (SELECT item_id FROM {_AT_TRANSIT})"
)
"""A copy or a restored backup may have its sums before its locations."""
_DROP = "DELETE FROM %(table)s WHERE organization_id = OLD.organization_id AND id = OLD.id"
_WATCHING = "OF reorder_level_micro, is_active, item_type ON catalog_item"
_SQLITE = (
    f"CREATE TRIGGER %(name)s_inserted AFTER INSERT ON stock_stocktotal WHEN NOT {_IN_TRANSIT} BEGIN {_INSERTED}; END",
    f"CREATE TRIGGER %(name)s_updated AFTER UPDATE ON stock_stocktotal WHEN NOT {_IN_TRANSIT} BEGIN {_UPDATED}; END",
    f"CREATE TRIGGER %(name)s_transit AFTER INSERT ON stock_location WHEN NEW.is_transit BEGIN {_TAKE_OUT}; END",
    f"CREATE TRIGGER %(name)s_item_inserted AFTER INSERT ON catalog_item WHEN {_WATCHED} IS NOT NULL "
    f"BEGIN {_WATCH}; END",
    f"CREATE TRIGGER %(name)s_item_updated AFTER UPDATE {_WATCHING} BEGIN {_WATCH}; END",
    f"CREATE TRIGGER %(name)s_item_deleted AFTER DELETE ON catalog_item BEGIN {_DROP}; END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION daicho_stock_level() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {_IN_TRANSIT} THEN RETURN NULL; END IF; "
    f"IF TG_OP = 'INSERT' THEN {_INSERTED}; ELSE {_UPDATED}; END IF; RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION daicho_stock_level_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'DELETE' THEN {_DROP}; ELSIF TG_OP = 'UPDATE' OR {_WATCHED} IS NOT NULL THEN {_WATCH}; END IF; "
    "RETURN NULL; END $$",
    "CREATE TRIGGER %(name)s AFTER INSERT OR UPDATE ON stock_stocktotal "
    "FOR EACH ROW EXECUTE FUNCTION daicho_stock_level()",
    "CREATE OR REPLACE FUNCTION daicho_stock_level_transit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"{_TAKE_OUT}; RETURN NULL; END $$",
    "CREATE TRIGGER %(name)s_transit AFTER INSERT ON stock_location FOR EACH ROW WHEN (NEW.is_transit) "
    "EXECUTE FUNCTION daicho_stock_level_transit()",
    f"CREATE TRIGGER %(name)s_item AFTER INSERT OR DELETE OR UPDATE {_WATCHING} "
    "FOR EACH ROW EXECUTE FUNCTION daicho_stock_level_item()",
)


class KeptLevel(Kept):
    """Keep the rows of this table as monthly sums and items say, whoever writes those."""

    sqlite = _SQLITE
    postgresql = _POSTGRESQL


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
