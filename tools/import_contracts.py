"""Two import contracts that import-linter has no words for; pyproject.toml uses them."""

from __future__ import annotations

import re
import sys
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ImportersContract(Contract):
    """Base: every direct import of the project is looked at on its own and allowed or not."""

    def is_wrong(self, importer: str, imported: str) -> bool:
        """Whether `importer` may not import `imported`."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 (import-linter's signature)
        """Collect all wrong imports of the graph."""
        wrong = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self.is_wrong(importer, imported)
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each wrong import."""
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"{importer} may not import {imported}")


class PrivateModelsContract(ImportersContract):
    """`daicho.x.models` is imported within `daicho.x` alone, and by the `readers`."""

    type_name = "private_models"
    readers = fields.ListField(subfield=fields.StringField())

    def is_wrong(self, importer: str, imported: str) -> bool:
        """Whether a package reaches for another package's models."""
        owner = re.match(r"daicho\.\w+(?=\.models(\.|$))", imported)
        if owner is None or is_within(importer, owner[0]):
            return False
        return not any(is_within(importer, reader) for reader in cast("list[str]", self.readers))


class PureContract(ImportersContract):
    """The pure modules import the standard library and one another, nothing else."""

    type_name = "pure"
    pure_modules = fields.ListField(subfield=fields.StringField())

    def is_wrong(self, importer: str, imported: str) -> bool:
        """Whether a pure module imports one that is not."""
        if not self.is_pure(importer):
            return False
        return not (self.is_pure(imported) or imported.partition(".")[0] in sys.stdlib_module_names)

    def is_pure(self, module: str) -> bool:
        """Whether the module lies in one of the pure packages (`*` stands for one name)."""
        return any(is_within(module, package) for package in cast("list[str]", self.pure_modules))


def is_within(module: str, package: str) -> bool:
    """Whether `module` is `package` or lies below it; `*` in `package` stands for one name."""
    pattern = re.escape(package).replace(r"\*", r"\w+")
    return re.match(rf"{pattern}(\.|$)", module) is not None
