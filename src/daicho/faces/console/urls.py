"""Addresses outside any organisation."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from daicho.faces.console import (
    accounting,
    api_clients,
    books_setup,
    invitations,
    join,
    launcher,
    new_organization,
    oauth,
    organizations,
    person,
    share,
)
from daicho.faces.console.guard import anyone, declared

# Zoho's clients write these with and without a slash at the end.
OAUTH: list[URLPattern | URLResolver] = [
    re_path(r"^oauth/v2/auth/?$", oauth.authorize, name="oauth_authorize"),
    re_path(r"^oauth/v2/token/?$", oauth.token, name="oauth_token"),
    re_path(r"^oauth/v2/token/revoke/?$", oauth.revoke, name="oauth_revoke"),
]

SIGN_IN: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("account/profile/", person.profile, name="profile"),
    path("account/language/", anyone(set_language), name="language"),
    path("account/sessions/", person.sessions, name="usersessions_list"),
    path("account/sessions/<id:session_id>/end/", person.end_one_session, name="end_session"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/api-clients/", api_clients.overview, name="api_clients"),
    path("account/api-clients/new/", api_clients.register, name="register_api_client"),
    path("account/api-clients/<id:client_id>/code/", api_clients.self_code, name="api_client_code"),
    path("account/api-clients/<id:client_id>/revoke/", api_clients.revoke_tokens, name="revoke_api_client_tokens"),
    path("account/api-clients/<id:client_id>/delete/", api_clients.delete, name="delete_api_client"),
    path("account/access/<id:token_id>/revoke/", api_clients.revoke_program, name="revoke_access"),
]

# Launcher, manage organisations, join, quick setup.
_ONE = "organizations/<id:organization_id>/"
ORGANIZATIONS: list[URLPattern | URLResolver] = [
    path("", launcher.launcher, name="launcher"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/clones/", organizations.clones, name="organization_clones"),
    path("organizations/join/", join.join, name="join_organization"),
    path("organizations/new/", new_organization.create, name="create_organization"),
    path("organizations/invitations/<str:token>/", invitations.accept, name="invitation"),
    path("organizations/invited/<id:invitation_id>/accept/", invitations.accept_inside, name="accept_invitation"),
    path("organizations/invited/<id:invitation_id>/decline/", invitations.decline_inside, name="decline_invitation"),
    path(f"{_ONE}default/", organizations.choose_default_view, name="choose_default_organization"),
    path(f"{_ONE}mode/", organizations.mode_view, name="organization_mode"),
    path(f"{_ONE}clone/", organizations.clone, name="clone_organization"),
    path(f"{_ONE}leave/", organizations.leave_view, name="leave_organization"),
    path(f"{_ONE}delete/", organizations.delete, name="delete_organization"),
    path(f"{_ONE}keep/", organizations.take_back_view, name="keep_organization"),
    path(f"{_ONE}accounting/", accounting.access_now, name="open_accounting"),
    path("books/<id:organization_id>/setup/", books_setup.books_setup, name="books_setup"),
]

# What people outside see by a link: one document, without signing in.
SHARED: list[URLPattern | URLResolver] = [
    path("share/<str:token>/", share.shared, name="shared"),
    path("share/<str:token>/seen/", share.seen, name="shared_seen"),
    path("share/<str:token>/answer/", share.answer, name="shared_answer"),
    path("share/<str:token>/pdf/", share.pdf, name="shared_pdf"),
]

urlpatterns = declared([*OAUTH, *SIGN_IN, *ORGANIZATIONS, *SHARED])
