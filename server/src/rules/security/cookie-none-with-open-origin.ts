import { countedAttributes } from "../../cors/cross-origin-cookie";
import { OPAQUE_ORIGIN } from "../../cors/origin";
import { fieldsNamed } from "../../http/tree";
import { grantOf } from "../../judged/grant";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isOriginUntrusted } from "../../judged/untrusted";
import { type Place, place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { type Cookie, cookieIn } from "../shared/cookies";
import { knownOrigin } from "../shared/page-origin";
import { FETCH_CREDENTIALS, mdnHeader } from "../shared/references";

const HEADER = "Set-Cookie";

export const rule: Rule = {
  id: "cookie-none-with-open-origin",
  severity: "warning",
  summary: "A cookie goes with requests of every site, and the server lets an untrusted origin read the responses.",
  rationale: `With \`SameSite=None\`, browsers send a cookie with the requests of every site. That is harmless only as long as the server decides well who may read the
responses. Here it allows an untrusted origin, or \`null\`, which any site can have, with credentials. Each of the two makes the other worse: any site that the user
visits can read what the user may read.

Close the hole first: compare the whole origin with a list. Then give the cookie \`SameSite=Lax\`, unless pages of other sites need it.`,
  references: [
    mdnHeader(HEADER),
    FETCH_CREDENTIALS,
    { title: "MDN: Cross-site request forgery", url: "https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF" },
  ],
  examples: {
    invalid: [
      {
        title: "A session for all sites, and `null` may read it",
        text: `# cors-lens-disable-exchange allow-origin-null -- on its own page
GET https://api.example.com/account HTTP/1.1
Origin: null
Cookie: sid=31d4

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=8ac1; Secure; HttpOnly; SameSite=None
`,
      },
    ],
    valid: [
      {
        title: "A session for the server's own site",
        text: `# cors-lens-disable-exchange allow-origin-null -- on its own page
GET https://api.example.com/account HTTP/1.1
Origin: null
Cookie: sid=31d4

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=8ac1; Secure; HttpOnly; SameSite=Lax
`,
      },
      {
        title: "Only the application's own page may read it",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com
Cookie: sid=31d4

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=8ac1; Secure; HttpOnly; SameSite=None
`,
      },
    ],
  },

  *target(exchanges, judged) {
    const [open] = exchanges.flatMap((exchange) => openedTo(exchange, judged) ?? []);
    if (open === undefined) {
      return;
    }
    for (const { response } of exchanges) {
      for (const field of response === null ? [] : fieldsNamed(response, HEADER)) {
        const cookie = cookieIn(field);
        if (response !== null && cookie !== null && goesToAllSites(cookie)) {
          yield {
            message: `The cookie ${quote(cookie.name)} goes with requests of every site, and an untrusted one may read the responses.`,
            place: place(response, field.name),
            related: [{ message: "The response allows an untrusted origin, with credentials.", place: open }],
          };
        }
      }
    }
  },
};

/** Where an answer gives an origin that the server should refuse the user's data; null if it doesn't. */
function openedTo(exchange: JudgedExchange, judged: JudgedExchanges): Place | null {
  const { outcome, credentials, place: at } = grantOf(exchange);
  const isOpen = knownOrigin(exchange) === OPAQUE_ORIGIN || isOriginUntrusted(judged, exchange);
  return exchange.applicability.applies === true && outcome === "granted" && credentials && isOpen ? at : null;
}

function goesToAllSites({ attributes }: Cookie): boolean {
  const sameSite = attributes.findLast(({ name }) => name === "samesite");
  return sameSite !== undefined && /^none$/i.test(sameSite.value) && countedAttributes(attributes).secure;
}
