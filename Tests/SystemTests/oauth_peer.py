"""A token server made of the package authlib, and an API that takes its tokens. It writes its port on a
line, and ends when its input does."""

import os
import secrets
import sys
import threading
import time

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import (  # noqa: E402
    AuthorizationServer, ResourceProtector)
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants  # noqa: E402
from authlib.oauth2.rfc6750 import BearerTokenValidator  # noqa: E402
from flask import Flask, jsonify, request  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402


class Client(ClientMixin):
    """One that may prove itself in a single way."""

    def __init__(self, client_id, secret, method):
        self.client_id, self.secret, self.method = client_id, secret, method

    def get_client_id(self):
        return self.client_id

    def get_allowed_scope(self, scope):
        return scope if scope in ("", "read") else ""

    def check_client_secret(self, client_secret):
        return secrets.compare_digest(self.secret, client_secret)

    def check_endpoint_auth_method(self, method, endpoint):
        return method == self.method

    def check_grant_type(self, grant_type):
        return grant_type in ("client_credentials", "refresh_token")


class Token(TokenMixin):
    def __init__(self, client, answer):
        self.client = client
        self.access, self.refresh = answer["access_token"], answer.get("refresh_token")
        self.scope, self.expires = answer.get("scope", ""), time.time() + answer["expires_in"]
        self.revoked = False

    def check_client(self, client):
        return client.client_id == self.client.client_id

    def get_scope(self):
        return self.scope

    def get_expires_in(self):
        return int(self.expires - time.time())

    def is_expired(self):
        return time.time() >= self.expires

    def is_revoked(self):
        return self.revoked

    def get_user(self):
        return self.client

    def get_client(self):
        return self.client


CLIENTS = {
    "re:prise": Client("re:prise", os.environ["CLIENT_SECRET"], "client_secret_basic"),
    "poster": Client("poster", os.environ["CLIENT_SECRET"], "client_secret_post"),
}
TOKENS, GRANTS = [], []


class RefreshGrant(grants.RefreshTokenGrant):
    """Each token for the next one is good once."""

    INCLUDE_NEW_REFRESH_TOKEN = True
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def authenticate_refresh_token(self, refresh_token):
        return next((t for t in TOKENS if t.refresh == refresh_token and not t.revoked), None)

    def authenticate_user(self, refresh_token):
        return refresh_token.client

    def revoke_old_credential(self, refresh_token):
        refresh_token.revoked = True


class ClientGrant(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]


class Validator(BearerTokenValidator):
    def authenticate_token(self, token_string):
        return next((t for t in TOKENS if t.access == token_string), None)


app = Flask(__name__)
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
app.config["OAUTH2_SCOPES_SUPPORTED"] = ["read"]
server = AuthorizationServer(
    app, query_client=CLIENTS.get,
    save_token=lambda answer, asked: TOKENS.append(Token(asked.client, answer)))
server.register_grant(ClientGrant)
server.register_grant(RefreshGrant)
protect = ResourceProtector()
protect.register_token_validator(Validator())
TOKENS.append(Token(CLIENTS["re:prise"], {
    "access_token": secrets.token_hex(16), "refresh_token": os.environ["REFRESH_TOKEN"],
    "scope": "read", "expires_in": 0}))


@app.post("/token")
def token():
    GRANTS.append(request.form["grant_type"])
    return server.create_token_response()


@app.get("/customers")
@protect("read")
def customers():
    return jsonify(customer="Ada")


@app.get("/grants")
def given():
    """What the tests ask: every grant that was asked for."""
    return jsonify(GRANTS)


@app.post("/revoke")
def revoke():
    """What the tests ask: no access token holds any more."""
    for token in TOKENS:
        token.access = secrets.token_hex(16)
    return jsonify(revoked=len(TOKENS))


def main():
    http = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    print(http.server_port, flush=True)
    sys.stdin.read()
    http.shutdown()


main()
