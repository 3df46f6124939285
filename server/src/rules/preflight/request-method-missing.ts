import { headerListOf } from "../../case/header-list";
import { corsResponseOf } from "../../case/read-case";
import { ENGINES } from "../../cors/engines";
import { normalizeMethod } from "../../cors/method";
import { corsPreflightFetch } from "../../cors/preflight-fetch";
import type { CorsRequest } from "../../cors/types";
import type { Fix } from "../../edits/edit";
import { setField } from "../../edits/field-edits";
import { misspeltField } from "../../exchange/misspelling";
import { fieldsNamed, type Request } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import type { Rule } from "../framework/rule";
import { bodyPlace } from "../shared/body";
import { mayBeCors } from "../shared/out-of-place";
import { FETCH_HTTP_REQUESTS, FETCH_PREFLIGHT, mdnHeader } from "../shared/references";

const REQUEST_METHOD = "Access-Control-Request-Method";
const REQUEST_HEADERS = "Access-Control-Request-Headers";

export const rule: Rule = {
  id: "request-method-missing",
  severity: "information",
  summary: "An `OPTIONS` request with `Origin` has no `Access-Control-Request-Method`, so it isn't a preflight.",
  rationale: `A preflight of a browser always has \`Access-Control-Request-Method\`. Servers tell preflights from other \`OPTIONS\` requests by it: without it, Spring,
Starlette, Rack::Cors and others pass the request on to the router, which may answer with 404 or 405, or without any CORS header. So a test without it
doesn't show what a browser gets. Add the method of the actual request, and its headers in \`Access-Control-Request-Headers\`.

A page can call \`fetch()\` with the method \`OPTIONS\`. That is an actual request, which needs a preflight of its own. It isn't reported if
the text shows that preflight, a body, or \`Sec-Fetch-Mode\`, which only browsers send.`,
  references: [FETCH_HTTP_REQUESTS, FETCH_PREFLIGHT, mdnHeader(REQUEST_METHOD)],
  examples: {
    invalid: [
      {
        title: "A test that no server takes for a preflight",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
`,
      },
      {
        title: "Header names without a method",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Headers: x-trace
`,
      },
    ],
    valid: [
      {
        title: "A preflight",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE
`,
      },
      {
        title: "A page's own request, after its preflight",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: OPTIONS

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: OPTIONS
Access-Control-Max-Age: 600

###

OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
`,
      },
    ],
  },

  *message(message, judged) {
    if (message.kind !== "request" || !isMeantAsPreflight(message) || !mayBeCors(judged, message)) {
      return;
    }
    const exchange = judged.exchangeOf(message);
    // After its own preflight, the request is what the page asks for.
    if (exchange === null || exchange.servedBy === null) {
      const cure = isCommand(message) ? ` Add \`-H "${REQUEST_METHOD}: GET"\`.` : "";
      yield {
        message: `This \`OPTIONS\` request isn't a preflight: it has no \`${REQUEST_METHOD}\`.${cure}`,
        place: place(message, message.method ?? message.target),
        fixes: (judged) => fixes(judged, message),
      };
    }
  },
};

/** Whether a request looks like a preflight, except that it certainly lacks the method to ask for. */
function isMeantAsPreflight(request: Request): boolean {
  return (
    !isUnknown(request.methodValue) &&
    normalizeMethod(request.methodValue) === "OPTIONS" &&
    bodyPlace(request) === null &&
    fieldsNamed(request, "Sec-Fetch-Mode").length === 0 &&
    headerListOf(request).complete &&
    fieldsNamed(request, REQUEST_METHOD).length === 0 &&
    misspeltField(request, REQUEST_METHOD) === null &&
    (fieldsNamed(request, "Origin").length > 0 || fieldsNamed(request, REQUEST_HEADERS).length > 0)
  );
}

function isCommand({ writable, section, offset }: Request): boolean {
  return !writable && /^\S*curl/.test(section.text.slice(offset, offset + 80));
}

/** Asks for the next request of the same URL, or for a `GET`; nothing if the response would not allow that. */
function fixes(judged: JudgedDocument, request: Request): Fix[] {
  const exchange = judged.exchangeOf(request);
  const next = exchange === null ? null : nextRequest(judged, exchange);
  const asked = next?.judgement.fetch.preflightRequest ?? { method: next === null ? "GET" : null, headers: null };
  const method =
    asked.method ?? (next === null || isUnknown(next.request.methodValue) ? null : next.request.methodValue);
  if (method === null || (exchange !== null && !isAllowed(exchange, method, asked.headers))) {
    return [];
  }
  return [
    {
      title: `Add ${REQUEST_METHOD}: ${method}`,
      grade: "suggestion",
      edits: [
        ...setField(judged.document, request, REQUEST_METHOD, method),
        ...(asked.headers === null ? [] : setField(judged.document, request, REQUEST_HEADERS, asked.headers)),
      ],
    },
  ];
}

function nextRequest(judged: JudgedDocument, exchange: JudgedExchange): JudgedExchange | null {
  const start = judged.document.startOf(exchange.request);
  return (
    judged
      .othersWithTarget(exchange)
      .find(
        ({ kind, request }) =>
          kind === "actual" && request.methodValue !== "OPTIONS" && judged.document.startOf(request) > start,
      ) ?? null
  );
}

/** Whether the response allows the request that would be asked for; true without a response. */
function isAllowed(
  { request, response, origin, resolvedCredentials }: JudgedExchange,
  method: string,
  headers: string | null,
) {
  if (response === null || origin === null) {
    return true;
  }
  const names = headers ?? fieldsNamed(request, REQUEST_HEADERS)[0]?.value.text ?? null;
  const announced: CorsRequest = {
    method,
    origin: origin.value,
    credentialsMode: resolvedCredentials.mode,
    // This value makes every name unsafe: a preflight lists only unsafe names.
    headers: {
      headers: (names?.split(",") ?? []).map((name) => ({ name: name.trim(), value: '"' })),
      complete: true,
    },
  };
  return ENGINES.every(
    (engine) => corsPreflightFetch(announced, corsResponseOf(response), engine).result !== "failure",
  );
}
