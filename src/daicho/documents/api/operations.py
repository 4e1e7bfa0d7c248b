"""Every operation that documents of one kind have."""

from daicho.documents.api.belongings import belonging_operations
from daicho.documents.api.face import Face
from daicho.documents.api.records import record_operations
from daicho.documents.api.states import state_operations
from daicho.platform.wire.operation import Operation


def document_operations(face: Face) -> list[Operation]:
    """Return the operations of the face's kind."""
    return [*record_operations(face), *state_operations(face), *belonging_operations(face)]
