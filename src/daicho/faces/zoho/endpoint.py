"""One request from its address to the last header: route, token, organisation, permission, body, work, answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel

from daicho.faces.door import Caller
from daicho.faces.zoho.access import admit, authenticate, demand_scope
from daicho.faces.zoho.answers import failure_response, ignored_header, kept_response, render
from daicho.faces.zoho.errors import MethodNotAllowed, NoSuchRoute, RateLimited, failure
from daicho.faces.zoho.operations import ROUTES
from daicho.kernel.context import Application, Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.idempotency import earlier_answer, fingerprint, keep_answer
from daicho.platform.request_limit import initial_allowance, take_request
from daicho.platform.retry import retried
from daicho.platform.wire.operation import Call, Operation
from daicho.platform.wire.reader import ReceivedBody, is_plain, read_body
from daicho.platform.wire.schema import malformed, read_input
from daicho.platform.work import reading, unit_of_work


@csrf_exempt  # a token authorises, never a cookie
def endpoint(request: HttpRequest, application: Application, path: str) -> HttpResponse:
    """Answer one request to the API; whatever happens, in the envelope and with the rate-limit headers."""
    with translation.override(translation.get_language()):  # the caller's language ends with the request
        return _Exchange(request, application).answer(path)


class _Exchange:
    """One request and what is known about it so far."""

    def __init__(self, request: HttpRequest, application: Application) -> None:
        self.request = request
        self.application = application
        self.method = "GET" if request.method == "HEAD" else request.method or ""
        self.query = request.GET.dict()
        self.now = datetime.now(UTC)
        self.request_id: str = getattr(request, "request_id", "") or uuid4().hex
        self.allowance = initial_allowance()
        self.ignored: list[str] = []

    def answer(self, path: str) -> HttpResponse:
        """Return the answer, whatever happens."""
        try:
            response = self._perform(path)
        except Exception as error:
            response = failure_response(failure(error, self.request_id))
            if isinstance(error, MethodNotAllowed):
                response["Allow"] = ", ".join(error.allowed)
            if isinstance(error, RateLimited):
                response["Retry-After"] = str(error.seconds)
        for name, value in self.allowance.headers().items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = translation.get_language() or "en"
        if self.ignored:
            response["X-Daicho-Ignored-Parameters"] = ignored_header(self.ignored)
        return response

    def _perform(self, path: str) -> HttpResponse:
        if not is_plain(path):
            raise NoSuchRoute
        operation, values = ROUTES[self.application].find(self.method, path)
        ctx = self._admitted(operation)
        self.ignored = [name for name in self.query if name not in operation.known_parameters()]
        received = read_body(self.request) if self.method != "GET" else ReceivedBody()
        files = {name: received.files[name] for name in operation.file_fields if name in received.files}
        headers = {name.lower(): value for name, value in self.request.headers.items()}
        body = _input(operation, received.data)
        call: Call[BaseModel | None] = Call(ctx, values, self.query, body, files, headers)
        if self.method == "GET":
            with _scope(ctx):
                return render(operation, operation.handler(call))
        return retried(lambda: self._write(operation, call, received))

    def _admitted(self, operation: Operation) -> Ctx:
        """Return the context once the caller has shown every right; their language is active from here on."""
        holder = authenticate(self.request, self.now)
        translation.activate(holder.locale)
        for name, value in self.query.items():
            if not is_plain(name + value):
                raise invalid(name, _("Invalid value passed for %(field)s"), {"field": "query"})
        demand_scope(operation, holder, self.application)
        caller = Caller(holder.user_id, holder.name, holder.locale, "api", self.request_id, self.now)
        ctx = admit(operation, caller, self.application, self.query)
        self.allowance = take_request(ctx.organization_id or holder.user_id, self.now)
        if self.allowance.exceeded:
            raise RateLimited(self.allowance.reset_seconds)
        ctx.require(operation.permission)
        return ctx

    def _write(self, operation: Operation, call: Call[BaseModel | None], received: ReceivedBody) -> HttpResponse:
        """Do the work in one transaction, or repeat the answer it got under the same Idempotency-Key."""
        key = call.headers.get("idempotency-key", "") if self.method in {"POST", "PUT"} else ""
        mark = self._fingerprint(received) if key else ""
        with _transaction(call.ctx):
            if key:
                with reading(call.ctx):
                    earlier = earlier_answer(call.ctx, key=key, request_fingerprint=mark)
                if earlier:
                    return kept_response(earlier.body, earlier.status)
            response = render(operation, operation.handler(call))
            if key and response["Content-Type"].startswith("application/json"):
                with reading(call.ctx):
                    keep_answer(
                        call.ctx,
                        key=key,
                        request_fingerprint=mark,
                        status=response.status_code,
                        body=response.content.decode(),
                    )
        return response

    def _fingerprint(self, received: ReceivedBody) -> str:
        files = [
            part
            for name, uploads in sorted(received.files.items())
            for upload in uploads
            for part in (name.encode(), upload.name.encode(), upload.content)
        ]
        query = sorted(item for item in self.query.items() if item[0] != "authtoken")
        address = f"{self.method} {self.request.path} {query}"
        return fingerprint(address.encode(), repr(received.data).encode(), *files)


def _input(operation: Operation, data: object) -> BaseModel | None:
    """Return the body checked against the operation's schema. A body nobody asked for is not looked at."""
    if operation.body is None:
        return None
    if data is None:
        if any(field.is_required() for field in operation.body.model_fields.values()):
            raise malformed()
        data = {}
    return read_input(operation.body, data)


@contextmanager
def _transaction(ctx: Ctx) -> Iterator[None]:
    """Open the unit of work of a write; outside an organisation a plain transaction without scope."""
    if ctx.organization_id:
        with unit_of_work(ctx):
            yield
    else:
        with transaction.atomic():
            yield


@contextmanager
def _scope(ctx: Ctx) -> Iterator[None]:
    """Open the organisation's scope for a read; outside an organisation none."""
    if ctx.organization_id:
        with reading(ctx):
            yield
    else:
        yield
