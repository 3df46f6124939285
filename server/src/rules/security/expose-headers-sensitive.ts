import { listItems } from "../../exchange/list-items";
import { isSecretHeader } from "../../headers/secret-names";
import { fieldsNamed } from "../../http/tree";
import { grantOf } from "../../judged/grant";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isOriginUntrusted } from "../../judged/untrusted";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { mayAnswer } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS } from "../shared/references";

const EXPOSE_HEADERS = "Access-Control-Expose-Headers";
const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "expose-headers-sensitive",
  severity: "information",
  summary: "A header with a token or a key is exposed to the pages of every origin.",
  rationale: `\`Access-Control-Expose-Headers\` lets scripts read a header. Together with \`Access-Control-Allow-Origin: *\`, scripts of every website can read it; so can those of an untrusted origin that the response allows. A token
against forged requests is then no protection: an attacker's page reads it and sends it back.

It does no harm if the header is only in responses that anyone may get, such as the answer to a login, which has the password in its request.

Expose such a header only to origins that are named, or send the token in a way that other sites can't read: in the page itself, or in a cookie that the page's own
script compares.`,
  references: [MDN_EXPOSE_HEADERS, FETCH_HTTP_RESPONSES],
  examples: {
    invalid: [
      {
        title: "A token against forged requests",
        text: `GET /form HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-CSRF-Token
X-CSRF-Token: 5f1c
`,
      },
    ],
    valid: [
      {
        title: "Exposed to a named origin",
        text: `GET /form HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Expose-Headers: X-CSRF-Token
X-CSRF-Token: 5f1c
Vary: Origin
`,
      },
      {
        title: "A header without a secret",
        text: `GET /form HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count
X-Total-Count: 120
`,
      },
    ],
  },

  headers: [EXPOSE_HEADERS],

  *message(message, judged) {
    const [origin, ...more] = fieldsNamed(message, ALLOW_ORIGIN);
    if (
      message.kind !== "response" ||
      origin === undefined ||
      more.length > 0 ||
      !mayAnswer(judged, message, "actual")
    ) {
      return;
    }
    const open =
      origin.resolved === "*" ? EVERYONE : isOpenToUntrusted(judged.exchangeOf(message), judged) ? UNTRUSTED : null;
    for (const field of open === null ? [] : fieldsNamed(message, EXPOSE_HEADERS)) {
      for (const { text, range } of listItems(field)) {
        if (open !== null && isSensitive(text)) {
          yield {
            message: `${open.who} can read ${quote(text)}: expose it to named origins only.`,
            place: place(message, range),
            related: [{ message: open.why, place: valuePlace(message, origin) }],
          };
        }
      }
    }
  },
};

const EVERYONE = { who: "The scripts of every website", why: "`*` allows every origin." };
const UNTRUSTED = { who: "The scripts of an untrusted origin", why: "The response allows it." };

function isOpenToUntrusted(exchange: JudgedExchange | null, judged: JudgedExchanges): boolean {
  return exchange !== null && grantOf(exchange).outcome === "granted" && isOriginUntrusted(judged, exchange);
}

/** A session that a client names itself gives nothing to others, and no script can read a cookie's header. */
function isSensitive(name: string): boolean {
  return isSecretHeader(name) && !/session|cookie/i.test(name);
}
