import { headerListOf } from "../../case/header-list";
import { ENGINES } from "../../cors/engines";
import { extractHeaderListValues, isToken } from "../../cors/list-values";
import { exposedHeaderNames } from "../../cors/response-header";
import type { Edit } from "../../edits/edit";
import { addField, replaceValue } from "../../edits/field-edits";
import { intendedHeader, misspeltField } from "../../exchange/misspelling";
import { headerNamed } from "../../headers/headers";
import { readerOf } from "../../headers/readers";
import { type Field, fieldsNamed, type Response } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { enumerate, quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { isRedirect } from "../shared/redirect";
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
  summary: "A response has headers that scripts may need but can't read.",
  rationale: `A script can read only a few headers of a response from another origin: \`Cache-Control\`, \`Content-Language\`, \`Content-Length\`, \`Content-Type\`,
\`Expires\`, \`Last-Modified\` and \`Pragma\`. For every other one \`headers.get()\` returns \`null\`, although the network panel shows it.

The server lists the others in \`Access-Control-Expose-Headers\`, in the response itself: a list in the response to the preflight does nothing.

The text doesn't show which headers the page wants. Reported are headers with a meaning of the application's own, such as \`X-Total-Count\`,
\`Mcp-Session-Id\` or \`grpc-status\`, and the standard ones that clients act on: \`Content-Disposition\`, \`Content-Range\`, \`Link\`, \`Retry-After\`, and
\`Location\` in a \`201\`. Headers that only browsers, caches and proxies use aren't. If only \`ETag\` is hidden, that is a hint: a script needs it for
\`If-Match\`.`,
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
      {
        title: "The name of a download",
        text: `GET /reports/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Content-Type: application/pdf
Content-Disposition: attachment; filename="report.pdf"
`,
      },
    ],
    valid: [
      {
        title: "The listed session of an MCP client",
        text: `POST /mcp HTTP/1.1
Host: tools.example.com
Origin: https://app.example.com
Content-Type: application/json

{}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Expose-Headers: Mcp-Session-Id
Vary: Origin
Mcp-Session-Id: 7f3c
`,
      },
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
    if (response === null || !isReadByScript(exchange, response)) {
      return;
    }
    const hidden = hiddenFields(exchange, response);
    const needed = hidden.filter(({ name }) => !isValidator(name.text));
    const ordered = [...needed, ...hidden.filter((field) => !needed.includes(field))];
    const names = ordered.map((field) => field.name.text);
    const [first, ...others] = ordered;
    if (first === undefined) {
      return;
    }
    yield {
      ...(needed.length === 0 ? { severity: "hint" } : {}),
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

/**
 * Whether every engine gives the response to scripts, as far as the text says: it passes the CORS check and isn't a redirect. A preflight that the
 * text doesn't show may still fail.
 */
function isReadByScript({ applicability, judgement, verdict }: JudgedExchange, response: Response): boolean {
  return (
    applicability.applies === true &&
    ENGINES.every((engine) => verdict[engine] !== "blocked" && judgement[engine].actual?.result === "success") &&
    !isRedirect(response)
  );
}

/** The fields that scripts need and no engine exposes; none if the list of exposed headers is unknown, invalid, misspelt or holds `*`. */
function hiddenFields({ resolvedCredentials }: JudgedExchange, response: Response): Field[] {
  const forScripts = response.fields.filter((field) => isForScripts(field, response));
  if (forScripts.length === 0) {
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
  for (const field of forScripts) {
    const name = field.name.text.toLowerCase();
    if (!exposed.has(name) && !hidden.has(name)) {
      hidden.set(name, field);
    }
  }
  return [...hidden.values()];
}

/** A script needs it only to send it back in a condition. */
function isValidator(name: string): boolean {
  return headerNamed(name) === "ETag";
}

/** Whether a field of a response is for scripts, as far as its name and value say. */
function isForScripts({ name, value }: Field, { statusValue }: Response): boolean {
  switch (headerNamed(name.text)) {
    case "ETag":
      return true;
    case "Location":
      return statusValue === "201";
    case "Content-Disposition":
      // Without a name, there is nothing to read.
      return !/^inline\s*;?$/i.test(value.text);
    case "Link":
      return !isForBrowsers(value.text);
    case "WWW-Authenticate":
      // Clients find the authorization server with it: RFC 9728, 5.1.
      return /\bresource_metadata\s*=/i.test(value.text);
    default:
      return isToken(name.text) && readerOf(name.text) === "scripts" && intendedHeader(name.text) === null;
  }
}

const BROWSER_RELATIONS =
  /^(alternate|amphtml|apple-touch-icon|author|canonical|describedby|dns-prefetch|help|hub|icon|license|manifest|modulepreload|preconnect|prefetch|preload|prerender|privacy-policy|service|service-desc|service-doc|shortcut|shortlink|stylesheet|terms-of-service|https:\/\/api\.w\.org\/)$/i;

/** Whether every relation of a `Link` value is one that browsers and crawlers follow. */
function isForBrowsers(value: string): boolean {
  const relations = [...value.slice(0, MAX_LINK).matchAll(/;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/gi)].flatMap(
    ([, quoted, bare]) => (quoted ?? bare ?? "").trim().split(/\s+/),
  );
  return relations.length > 0 && relations.every((relation) => BROWSER_RELATIONS.test(relation));
}

const MAX_LINK = 10_000;

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
