import assert from "node:assert/strict";
import { isSecretHeader, soundsSecret } from "../../../server/src/headers/secret-names";

const SECRET = [
  ...[
    "token",
    "accessToken",
    "access_token",
    "refresh-token",
    "id_token",
    "API_KEY",
    "apikey",
    "key",
    "AWSAccessKeyId",
  ],
  ...["password", "PASSWORD", "db_pass", "passwd", "pwd", "userPwd", "client_secret", "authorization", "oauth2"],
  ...["sessionId", "PHPSESSID", "sid", "csrf_token", "jwt", "sig", "signature", "otp", "SAMLResponse", "credential"],
  ...["$dotenv API_SECRET", "code_verifier", "client_assertion"],
];
const ORDINARY = [
  ...["author", "authority", "keyword", "monkey", "keyboard", "max_tokens", "tokenType", "sort_key", "session_count"],
  ...["side", "passage", "origin", "sign", "compass", "bypass", "signal", "id", "page", "host", "base", "url", "state"],
];

describe("names of secrets", () => {
  for (const name of SECRET) {
    it(`include ${name}`, () => assert.ok(soundsSecret(name)));
  }
  for (const name of ORDINARY) {
    it(`don't include ${name}`, () => assert.ok(!soundsSecret(name)));
  }

  for (const name of [
    ...["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "Cookie2", "Set-Cookie2", "X-Authorization"],
    ...["X-Api-Key", "X-Auth-Token", "X-CSRF-Token", "X-XSRF-TOKEN", "X-Amz-Security-Token", "Private-Token"],
  ]) {
    it(`are those of the header ${name} in any case`, () => {
      assert.ok(isSecretHeader(name));
      assert.ok(isSecretHeader(name.toUpperCase()));
      assert.ok(isSecretHeader(name.toLowerCase()));
    });
  }

  for (const name of [
    ...["Access-Control-Allow-Credentials", "Access-Control-Allow-Credential", "Acess-Control-Allow-Credentials"],
    ...["Access-Control-Allow-Tokens", "WWW-Authenticate", "Proxy-Authenticate", "Sec-WebSocket-Key"],
    ...["Idempotency-Key", "Surrogate-Key", "Signature-Input", "Origin", ":authority", "Keep-Alive"],
    ...["X-RateLimit-Remaining-Tokens", "Content-Type"],
  ]) {
    it(`aren't those of the header ${name}`, () => assert.ok(!isSecretHeader(name)));
  }
});
