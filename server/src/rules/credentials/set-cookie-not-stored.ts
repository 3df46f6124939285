import {
  type CookieAttribute,
  type CookieContext,
  type CookieRefusal,
  cookieRefusal,
  countedAttributes,
} from "../../cors/cross-origin-cookie";
import type { Browser } from "../../cors/engines";
import type { Edit, Fix } from "../../edits/edit";
import { fieldsNamed, type Response } from "../../http/tree";
import { isOriginUntrusted } from "../../judged/untrusted";
import { place } from "../../text/range";
import { enginesWith } from "../../words/engine-names";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { type Cookie, cookieContextOf, cookieIn, isSentWithCredentials } from "../shared/cookies";
import { credentialsEvidence } from "../shared/credentials-evidence";
import { knownPage } from "../shared/redirect";
import { fetchSection, mdnHeader } from "../shared/references";

const HEADER = "Set-Cookie";
const WANTED = "SameSite=None; Secure";

export const rule: Rule = {
  id: "set-cookie-not-stored",
  severity: "information",
  summary: "Browsers ignore a cookie because of its `SameSite` and `Secure` attributes.",
  rationale: `A page sends a request with credentials to another site, and the response sets a cookie. Browsers store the cookie only if it says that pages of
other sites may get it: \`SameSite=None\`, which works only together with \`Secure\`, and so only with \`https:\`.

- Chrome and Firefox ignore \`SameSite=Lax\`, \`SameSite=Strict\`, and \`SameSite=None\` without \`Secure\`.
- Without \`SameSite\`, Chrome treats the cookie as \`Lax\` and ignores it. Firefox stores it.
- Chrome counts \`http:\` and \`https:\` of one host as two sites; Firefox and Safari don't.

The site of a host is the part that someone can register: \`app.example.com\` and \`api.example.com\` are one site, \`ann.github.io\` and \`bob.github.io\` are two.

With these attributes, the cookie can still be missing. Safari stores no cookie for a page of another site. Firefox keeps a cookie apart for each site whose
page got it. Where third-party cookies are blocked in Chrome, it stores only a cookie that is also \`Partitioned\`, and keeps that one apart in the same way. An
API on the page's own site has none of these limits.

The page is assumed to be the one in the address bar, not in a frame.`,
  references: [
    mdnHeader(HEADER),
    {
      title: "MDN: Third-party cookies",
      url: "https://developer.mozilla.org/docs/Web/Privacy/Guides/Third-party_cookies",
    },
    { title: "HTML: same site", url: "https://html.spec.whatwg.org/#same-site" },
    fetchSection("CORS protocol and credentials", "cors-protocol-and-credentials"),
  ],
  examples: {
    invalid: [
      {
        title: "A login on another site, without `SameSite`",
        text: `# @cors credentials=include
POST https://api.example.org/login HTTP/1.1
Origin: https://app.example.com
Content-Type: text/plain

ann

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=31d4; Path=/; HttpOnly
`,
      },
      {
        title: "`None` without `Secure`",
        text: `# @cors credentials=include
GET https://api.example.org/start HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: theme=dark; SameSite=None
`,
      },
    ],
    valid: [
      {
        title: "A cookie for other sites",
        text: `# @cors credentials=include
GET https://api.example.org/start HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=31d4; Path=/; HttpOnly; SameSite=None; Secure
`,
      },
      {
        title: "Page and API on one site",
        text: `# @cors credentials=include
GET https://api.example.com/start HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=31d4; Path=/; HttpOnly; SameSite=Lax
`,
      },
    ],
  },

  *actual(exchange, judged) {
    const { response } = exchange;
    const fields = response === null ? [] : fieldsNamed(response, HEADER);
    if (response === null || fields.length === 0 || !isSentWithCredentials(exchange)) {
      return;
    }
    const page = knownPage(exchange);
    const context = page === null ? null : cookieContextOf(exchange, page);
    if (page === null || context === null) {
      return;
    }
    for (const field of fields) {
      const cookie = cookieIn(field);
      const ignored = cookie === null ? null : ignoredBy(cookie, context, judged.browsers);
      if (cookie !== null && ignored !== null) {
        const { fixes, ...reported } = report(response, cookie, ignored, context, page);
        // Cookies for an origin that the server should refuse aren't a cure.
        const mayCure = !isOriginUntrusted(judged, exchange);
        yield { ...reported, ...(mayCure && fixes ? { fixes } : {}), related: credentialsEvidence(exchange, judged) };
      }
    }
  },
};

interface Ignored {
  readonly refusal: CookieRefusal;
  readonly engines: readonly Browser[];
}

/** The reason why browsers ignore a cookie, and which do; null if all of them store it, or none of them would. */
function ignoredBy({ attributes }: Cookie, context: CookieContext, browsers: readonly Browser[]): Ignored | null {
  const counted = countedAttributes(attributes);
  const refusals = browsers.map((engine) => ({ engine, refusal: cookieRefusal(counted, context, engine) }));
  const refusal = refusals.find((one) => one.refusal !== null)?.refusal ?? null;
  return refusal === null
    ? null
    : { refusal, engines: refusals.filter((one) => one.refusal === refusal).map(({ engine }) => engine) };
}

function report(
  response: Response,
  cookie: Cookie,
  { refusal, engines }: Ignored,
  context: CookieContext,
  page: string,
): Omit<Report, "related"> {
  const { field, attributes, isTyped } = cookie;
  const sameSite = attributes.findLast(({ name }) => name === "samesite");
  const reasons: Readonly<Record<CookieRefusal, string>> = {
    "not-none": `${quote(page)} is another site${context.relation === "cross-site" ? "" : " because of its scheme"}, so it needs \`${WANTED}\`${context.isHttps ? "" : " and `https:`"}`,
    "not-secure": `\`SameSite=None\` works only with \`Secure\`${context.isHttps ? "" : " and `https:`"}`,
    "not-https": "`Secure` works only with `https:`",
  };
  const at = sameSite !== undefined && isTyped ? sameSite : { start: 0, end: field.value.text.indexOf("=") };
  const range = { start: field.value.start + at.start, end: field.value.start + Math.max(at.end, at.start + 1) };
  return {
    message: `${enginesWith("ignore", engines)} the cookie ${quote(cookie.name)}: ${reasons[refusal]}.`,
    place: place(response, range),
    fixes: () => (context.isHttps && isTyped ? [attributeFix(response, cookie, sameSite)] : []),
  };
}

function attributeFix(response: Response, { field, attributes }: Cookie, sameSite: CookieAttribute | undefined): Fix {
  const { value } = field;
  const added = [
    ...(sameSite === undefined ? ["SameSite=None"] : []),
    ...(countedAttributes(attributes).secure ? [] : ["Secure"]),
  ];
  const end = value.start + value.text.replace(/[;\s]+$/, "").length;
  const edits: Edit[] = [
    ...(sameSite === undefined || /^none$/i.test(sameSite.value)
      ? []
      : [
          {
            anchor: response,
            range: { start: value.start + sameSite.start, end: value.start + sameSite.end },
            newText: "SameSite=None",
          },
        ]),
    ...(added.length === 0
      ? []
      : [{ anchor: response, range: { start: end, end: value.end }, newText: `; ${added.join("; ")}` }]),
  ];
  const title = sameSite === undefined ? `Add ${WANTED}` : `Change to ${WANTED}`;
  return { title, grade: "suggestion", edits };
}
