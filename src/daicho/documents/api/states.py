"""Leading documents from state to state, one or many."""

from collections.abc import Callable
from typing import Any

from daicho.documents.api.face import Face
from daicho.documents.api.records import record_id
from daicho.documents.api.schemas import ReasonInput
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.set_substatus import set_substatus
from daicho.documents.core.state import Action
from daicho.kernel.errors import DaichoError
from daicho.platform.text import sentence
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation
from daicho.platform.wire.writer import id_text
from daicho.platform.work import attempt

Handler = Callable[[Call[Any]], Answer]


def state_operations(face: Face) -> list[Operation]:
    """Return the operations on the states of the face's kind."""
    one = f"{face.path}/{{{face.kind.names.id}}}"
    name = face.kind.words.name.lower()
    edit, approve, post = face.permission("edit"), face.permission("approve"), face.scope("CREATE")
    said = face.messages

    def substatus(call: Call[None]) -> Answer:
        set_substatus(call.ctx, kind=face.kind, document_id=record_id(face, call), code=call.path["status_code"])
        return Done(said.updated)

    operations = [
        Operation(
            "POST", f"{one}/status/{verb}", edit, post, _one(face, action, said.states[verb]),
            f"Mark a {name} as {verb}", body=ReasonInput,
        )
        for verb, action in face.verbs.items()
    ]  # fmt: skip
    operations += [
        Operation(
            "POST", f"{face.path}/status/{verb}", edit, post, _confirm_many(face, verb),
            f"Mark several {name}s as {verb}", parameters=(face.ids,),
        )
        for verb in face.bulk_verbs
    ]  # fmt: skip
    for path, permission, action, message in (
        ("submit", edit, Action.SUBMIT, said.submitted),
        ("approve", approve, Action.APPROVE, said.approved),
    ):
        operations += [
            Operation(
                "POST", f"{one}/{path}", permission, post, _one(face, action, message), f"{path.title()} a {name}"
            ),
            Operation(
                "POST", f"{face.path}/{path}", permission, post, _many(face, action, message),
                f"{path.title()} several {name}s", parameters=(face.ids,),
            ),
        ]  # fmt: skip
    final, reject = _one(face, Action.APPROVE, said.approved, is_final=True), _one(face, Action.REJECT, said.rejected)
    return [
        *operations,
        Operation("POST", f"{one}/approve/final", approve, post, final, f"Give a {name} its final approval"),
        Operation("POST", f"{one}/reject", approve, post, reject, f"Reject a {name}", body=ReasonInput),
        Operation("POST", f"{one}/substatus/{{status_code}}", edit, post, substatus, f"Set the sub-status of a {name}"),
    ]


def _one(face: Face, action: Action, message: str, *, is_final: bool = False) -> Handler:
    def handle(call: Call[Any]) -> Answer:
        reason = call.body.reason if isinstance(call.body, ReasonInput) else ""
        change_state(
            call.ctx,
            kind=face.kind,
            document_id=record_id(face, call),
            action=action,
            reason=reason,
            is_final=is_final,
        )
        return Done(message)

    return handle


def _many(face: Face, action: Action, message: str) -> Handler:
    def handle(call: Call[None]) -> Answer:
        for document_id in call.ids(face.ids):
            change_state(call.ctx, kind=face.kind, document_id=document_id, action=action)
        return Done(message)

    return handle


def _confirm_many(face: Face, verb: str) -> Handler:
    """Return the handler that does what it can and says which records were refused, and why."""

    def handle(call: Call[None]) -> Answer:
        done: list[Json] = []
        refused: list[Json] = []
        for document_id in call.ids(face.ids):
            try:
                with attempt(call.ctx):
                    change_state(call.ctx, kind=face.kind, document_id=document_id, action=face.verbs[verb])
                done.append(id_text(document_id))
            except DaichoError as error:
                refused.append({"code": error.code, "message": sentence(error), "ids": [id_text(document_id)]})
        message = face.messages.states[verb]
        info: list[Json] = [{"code": 0, "message": message, "ids": done}] if done else []
        return Done(message, extra={"data": {"email_success_info": info, "email_error_info": refused}})

    return handle
