/**
 * Which names mark a secret: names of headers, of variables, of options, and of parameters in a URL, a form or a JSON object. Nothing else in the
 * project decides this.
 */

/** What a word of a name, in lower case, has in it if the name is about a secret. */
const SECRET_WORD = new RegExp(
  [
    "token|secret|passw|passphrase|passcode|pwd|credential|cookie|bearer|jwt|signature|assertion|verifier",
    "session|sessid",
    // `authorization`, but not `author` and `authority`.
    "auth(?!or(?!i[sz]))",
    // `key` and `apikey`, but not `monkey` and `keyword`.
    "(?<!mon|tur|don|hoc|joc|whis)key(?!word|board|note|frame|stone|pad|up|down|press)",
    "^(?:pass|sig|hmac|otp|totp|sid|saml|samlresponse)$|csrf|xsrf",
  ].join("|"),
);

/** Words of names that say something about a secret, or of public keys: `max_tokens`, `token_type`, `sort_key`. */
const FACT_WORD =
  /^(?:type|count|max|min|limit|ratelimit|remaining|length|expires|expiry|ttl|public|sort|foreign|cache)$/;

/** Headers whose names sound secret and whose values aren't, in lower case. */
const ORDINARY_HEADERS: ReadonlySet<string> = new Set([
  // What the server asks for, not what the client knows.
  ...["www-authenticate", "proxy-authenticate"],
  // A nonce that proves only that the server speaks the protocol.
  "sec-websocket-key",
  // It names an attempt, and permits nothing.
  "idempotency-key",
  // Labels of cached resources.
  "surrogate-key",
  // They list what a signature covers.
  ...["signature-input", "accept-signature"],
]);

/** Whether a name suggests that its value is secret. */
export function soundsSecret(name: string): boolean {
  const words = name
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$&_")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.some((word) => SECRET_WORD.test(word)) && !words.some((word) => FACT_WORD.test(word));
}

/** Whether a parameter of a URL has this name in OAuth, where its value signs a user in: `code` and `state`. Elsewhere such names are ordinary. */
export function isOAuthParameter(name: string): boolean {
  return /^(?:code|state)$/i.test(name);
}

/**
 * Whether the value of a header is never shown. Headers of CORS are never secret, and `Access-Control-Allow-Credentials` isn't however it is
 * misspelt.
 * @param name in any case.
 */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return soundsSecret(name) && !ORDINARY_HEADERS.has(lower) && !/^access-control-|allow-?credential/.test(lower);
}
