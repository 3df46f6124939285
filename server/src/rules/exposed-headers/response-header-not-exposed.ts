import { headerListOf } from "../../case/header-list";
import { ENGINES } from "../../cors/engines";
import { extractHeaderListValues, isToken } from "../../cors/list-values";
import { exposedHeaderNames } from "../../cors/response-header";
import type { Edit } from "../../edits/edit";
import { addField, replaceValue } from "../../edits/field-edits";
import { intendedHeader, misspeltField } from "../../exchange/misspelling";
import { type Field, fieldsNamed, type Response } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { enumerate, quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS } from "../shared/references";

const MAX_NAMED = 3;

function namesInWords(names: readonly string[], more: string): string {
  return names.length <= MAX_NAMED
    ? enumerate(names)
    : enumerate([...names.slice(0, MAX_NAMED), `${names.length - MAX_NAMED} ${more}`]);
}

export const rule: Rule = {
  id: "response-header-not-exposed",
  severity: "information",
  summary: "A response has custom headers that scripts can't read.",
  rationale: `A script can read only a few headers of a response from another origin: \`Cache-Control\`, \`Content-Language\`, \`Content-Length\`, \`Content-Type\`,
\`Expires\`, \`Last-Modified\` and \`Pragma\`. For every other one \`headers.get()\` returns \`null\`, although the network panel shows it.

The server lists the others in \`Access-Control-Expose-Headers\`. The text doesn't show which headers the page wants, so only custom headers for clients,
such as \`X-Total-Count\`, are reported.`,
  references: [FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS],
  examples: {
    invalid: [
      {
        title: "A count that scripts can't read",
        text: `GET /articles?page=2 HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Content-Type: application/json
X-Total-Count: 120
`,
      },
      {
        title: "One of two headers isn't listed",
        text: `GET /articles?page=2 HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count
X-Total-Count: 120
X-Next-Page: 3
`,
      },
    ],
    valid: [
      {
        title: "Both headers are listed",
        text: `GET /articles?page=2 HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count, X-Next-Page
X-Total-Count: 120
X-Next-Page: 3
`,
      },
      {
        title: "Headers for browsers and proxies, which scripts don't need",
        text: `GET /articles?page=2 HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
X-Content-Type-Options: nosniff
X-Powered-By: Express
X-Cache: MISS
`,
      },
    ],
  },

  *actual(exchange) {
    const { response } = exchange;
    if (response === null || !isReadByScript(exchange)) {
      return;
    }
    const hidden = hiddenFields(exchange, response);
    const names = hidden.map((field) => field.name.text);
    const [first, ...others] = hidden;
    if (first === undefined) {
      return;
    }
    yield {
      message: `Scripts can't read ${namesInWords(names.map(quote), "more headers")}: \`Access-Control-Expose-Headers\` doesn't list ${names.length === 1 ? "it" : "them"}.`,
      place: place(response, first.name),
      related: others.map((field) => ({
        message: `Scripts can't read ${quote(field.name.text)} either.`,
        place: place(response, field.name),
      })),
      expected: `Access-Control-Expose-Headers: ${[...listed(response), ...names].join(", ")}`,
      fixes: (judged) => [
        {
          title: `Add ${namesInWords(names, "more")} to Access-Control-Expose-Headers`,
          grade: "suggestion",
          edits: [exposeEdit(judged, exchange, response, names)],
        },
      ],
    };
  },
};

/** Whether scripts get the response, which means that every engine allows it. */
function isReadByScript({ verdict }: JudgedExchange): boolean {
  return ENGINES.every((engine) => verdict[engine] === "allowed");
}

/** The fields for clients that no engine exposes; none if the list of exposed headers is unknown, invalid, misspelt or holds `*`. */
function hiddenFields({ resolvedCredentials }: JudgedExchange, response: Response): Field[] {
  const forClients = response.fields.filter(({ name }) => isForClients(name.text.toLowerCase()));
  if (forClients.length === 0) {
    return [];
  }
  const headers = headerListOf(response);
  const list = extractHeaderListValues("Access-Control-Expose-Headers", headers);
  const isClear = list === null || (Array.isArray(list) && !list.includes("*"));
  if (!isClear || misspeltField(response, "Access-Control-Expose-Headers") !== null) {
    return [];
  }
  const exposed = new Set(
    ENGINES.flatMap((engine) => exposedHeaderNames(headers, resolvedCredentials.mode, engine) ?? []),
  );
  const hidden = new Map<string, Field>();
  for (const field of forClients) {
    const name = field.name.text.toLowerCase();
    if (!exposed.has(name) && !hidden.has(name)) {
      hidden.set(name, field);
    }
  }
  return [...hidden.values()];
}

function listed(response: Response): readonly string[] {
  const list = extractHeaderListValues("Access-Control-Expose-Headers", headerListOf(response));
  return Array.isArray(list) ? list : [];
}

function exposeEdit(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  response: Response,
  names: readonly string[],
): Edit {
  const added = names.join(", ");
  const last = fieldsNamed(response, "Access-Control-Expose-Headers").at(-1);
  if (last === undefined) {
    return addField(judged.document, response, "Access-Control-Expose-Headers", added, exchange.request);
  }
  if (last.value.text === "") {
    return replaceValue(response, last, added);
  }
  const { end } = last.value;
  const newText = last.value.text.endsWith(",") ? ` ${added}` : `, ${added}`;
  return { anchor: response, range: { start: end, end }, newText };
}

/** Names without `X-` that are meant for scripts, not for browsers or proxies. */
const FOR_CLIENTS: ReadonlySet<string> = new Set([
  "correlation-id",
  "pagination-count",
  "pagination-limit",
  "pagination-page",
  "ratelimit",
  "ratelimit-limit",
  "ratelimit-policy",
  "ratelimit-remaining",
  "ratelimit-reset",
  "request-id",
  "total-count",
]);

/** `X-` names that are meant for browsers, proxies and operators, not for scripts. */
const NOT_FOR_CLIENTS: ReadonlySet<string> = new Set([
  "x-aspnet-version",
  "x-aspnetmvc-version",
  "x-azure-ref",
  "x-backend",
  "x-backend-server",
  "x-clacks-overhead",
  "x-content-security-policy",
  "x-content-type-options",
  "x-dns-prefetch-control",
  "x-download-options",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-frame-options",
  "x-generator",
  "x-host",
  "x-hostname",
  "x-msedge-ref",
  "x-permitted-cross-domain-policies",
  "x-pingback",
  "x-powered-by",
  "x-proxy-cache",
  "x-real-ip",
  "x-robots-tag",
  "x-runtime",
  "x-server",
  "x-served-by",
  "x-sourcemap",
  "x-timer",
  "x-ua-compatible",
  "x-upstream",
  "x-varnish",
  "x-via",
  "x-webkit-csp",
  "x-xss-protection",
]);
const NOT_FOR_CLIENTS_PREFIX =
  /^x-(accel|akamai|amz|cache|cdn|cloud|drupal|edge|envoy|fastly|firefox|github|goog|litespeed|nf|nginx|vercel)(-|$)/;

/** Whether a lower-case name looks like a custom header for clients. */
function isForClients(name: string): boolean {
  return (
    FOR_CLIENTS.has(name) ||
    (name.startsWith("x-") &&
      isToken(name) &&
      !NOT_FOR_CLIENTS.has(name) &&
      !NOT_FOR_CLIENTS_PREFIX.test(name) &&
      intendedHeader(name) === null)
  );
}
