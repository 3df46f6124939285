import { headerListOf } from "../../case/header-list";
import { corsResponseOf } from "../../case/read-case";
import { type Browser, ENGINES } from "../../cors/engines";
import { get, sortedLowercaseSet } from "../../cors/header-list";
import { stripTabOrSpace } from "../../cors/list-values";
import { corsPreflightFetch } from "../../cors/preflight-fetch";
import { isForbiddenRequestHeader } from "../../cors/request-header";
import type { CorsRequest, Failure } from "../../cors/types";
import type { Fix } from "../../edits/edit";
import { setField } from "../../edits/field-edits";
import { misspeltField } from "../../exchange/misspelling";
import { CORS_REQUEST_HEADERS } from "../../headers/headers";
import { fieldsNamed, type Request } from "../../http/tree";
import type { JudgedDocument, JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { memo } from "../../text/memo";
import { type Place, place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { whoAsks } from "../../words/engine-names";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { FETCH_PREFLIGHT, mdnHeader } from "../shared/references";

const REQUEST_METHOD = "Access-Control-Request-Method";
const REQUEST_HEADERS = "Access-Control-Request-Headers";

/** A misspelt header makes the preflight ask for something else: its own rule reports that. */
function hasMisspeltField(request: Request): boolean {
  return CORS_REQUEST_HEADERS.some((header) => misspeltField(request, header) !== null);
}

export const rule: Rule = {
  id: "preflight-request-mismatch",
  severity: "warning",
  summary: "A preflight doesn't ask for the method or the headers of the request that relies on it.",
  rationale: `Before a request, the browser asks for exactly its method and for exactly the header names that need permission, in lower case and sorted. A
preflight that asks for something else was not sent for this request.

The verdict doesn't depend on what the preflight asks for, only on what its response allows. But a server may look at what is asked for, and answer
the browser's real preflight differently.`,
  references: [FETCH_PREFLIGHT, mdnHeader("Access-Control-Request-Headers")],
  examples: {
    invalid: [
      {
        title: "A different method",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: POST

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT, POST
Access-Control-Max-Age: 600

###

PUT /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "Not all header names",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: x-trace

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, X-Trace
Access-Control-Max-Age: 600

###

PUT /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: application/json
X-Trace: 1

{}

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
    valid: [
      {
        title: "The method and header names of the request",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-trace

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, X-Trace
Access-Control-Max-Age: 600

###

PUT /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: application/json
X-Trace: 1

{}

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
  },

  *actual(exchange, judged) {
    const preflight = exchange.servedBy;
    if (preflight === null) {
      return;
    }
    const expected = expectedRequests(exchange, judged);
    const [first] = expected;
    if (first === undefined || hasMisspeltField(preflight.request)) {
      return;
    }
    const asked = askedBy(preflight.request);
    const differs = (other: Expected) => methodDiffers(asked, other) || namesDiffer(asked, other, exchange);
    if (expected.every(differs) && !reliesOnCache(exchange, preflight, judged)) {
      // If an engine would ask for the same method, report the header names.
      const nearest = expected.find((other) => !methodDiffers(asked, other)) ?? first;
      yield report(exchange, preflight, asked, nearest);
    }
  },
};

/** What a preflight asks for; null if it isn't known. */
interface Asked {
  readonly method: string | null;
  /** In lower case, without names that pages can't set. */
  readonly names: ReadonlySet<string> | null;
}

const askedBy = memo((request: Request): Asked => {
  const headers = headerListOf(request);
  const method = get(headers, REQUEST_METHOD);
  const names = get(headers, REQUEST_HEADERS);
  return {
    method: isUnknown(method) ? null : method,
    names: isUnknown(names) ? null : new Set(sortedLowercaseSet(namesIn(names ?? ""))),
  };
});

function namesIn(value: string): string[] {
  return value
    .split(",")
    .map(stripTabOrSpace)
    .filter((name) => name !== "" && !ENGINES.every((engine) => isForbiddenRequestHeader(name, "", engine)));
}

/** What a group of browsers asks for. */
interface Expected {
  readonly method: string;
  readonly headers: string | null;
  readonly browsers: readonly Browser[];
}

/** What the browsers that need a preflight ask for, without duplicates; empty if that isn't known for one of them. */
function expectedRequests({ judgement }: JudgedExchange, { browsers }: JudgedExchanges): Expected[] {
  const requests = new Map<string, Expected>();
  for (const browser of browsers) {
    const { needsPreflight, preflightRequest } = judgement[browser];
    if (needsPreflight === null || (needsPreflight && preflightRequest === null)) {
      return [];
    }
    if (preflightRequest !== null) {
      const { method, headers } = preflightRequest;
      const key = `${method} ${headers}`;
      requests.set(key, { method, headers, browsers: [...(requests.get(key)?.browsers ?? []), browser] });
    }
  }
  return [...requests.values()];
}

function methodDiffers({ method }: Asked, expected: Expected): boolean {
  return method !== null && method !== expected.method;
}

function namesDiffer({ names }: Asked, { headers }: Expected, { request }: JudgedExchange): boolean {
  if (names === null) {
    return false;
  }
  const needed = new Set(headers?.split(","));
  // Who repeats a request in a terminal leaves out some of the page's headers.
  const isComplete = request.writable && headerListOf(request).complete;
  return [...needed].some((name) => !names.has(name)) || (isComplete && names.size > needed.size);
}

/**
 * Whether the preflight was sent for another request (the first that it serves, or the one whose method it asks for) and the permission that
 * browsers then keep covers this one, so that they send no preflight for it.
 */
function reliesOnCache(exchange: JudgedExchange, preflight: JudgedExchange, judged: JudgedExchanges): boolean {
  if (ENGINES.some((engine) => exchange.judgement[engine].preflight?.result === "failure")) {
    return false;
  }
  const asked = askedBy(preflight.request);
  const [first, ...later] = judged.servedBy(preflight);
  const isFor = (other: JudgedExchange) =>
    expectedRequests(other, judged).some((needed) => !methodDiffers(asked, needed));
  const isExactlyFor = (other: JudgedExchange) =>
    expectedRequests(other, judged).some(
      (needed) => !methodDiffers(asked, needed) && !namesDiffer(asked, needed, other),
    );
  return (
    (first !== undefined && first !== exchange && isExactlyFor(first)) ||
    (!isFor(exchange) && first !== undefined && [first, ...later].some(isFor))
  );
}

function report(exchange: JudgedExchange, preflight: JudgedExchange, asked: Asked, expected: Expected): Report {
  const [methodField] = fieldsNamed(preflight.request, REQUEST_METHOD);
  const [namesField] = fieldsNamed(preflight.request, REQUEST_HEADERS);
  const who = whoAsks(expected.browsers);
  const common = {
    related: [{ message: "This request relies on the preflight.", place: requestPlace(exchange.request) }],
    fixes: (judged: JudgedDocument) => fixes(exchange, preflight, expected, judged),
  };
  if (methodField !== undefined && methodDiffers(asked, expected)) {
    return {
      ...common,
      message: `This preflight asks for ${quote(methodField.value.text)}, but ${who} for ${quote(expected.method)}, the method of the request that relies on it.`,
      place: valuePlace(preflight.request, methodField),
      expected: `${REQUEST_METHOD}: ${expected.method}`,
    };
  }
  const line = expected.headers === null ? {} : { expected: `${REQUEST_HEADERS}: ${expected.headers}` };
  if (namesField === undefined) {
    return {
      ...common,
      ...line,
      message: `This preflight has no \`${REQUEST_HEADERS}\`, but ${who} for ${quote(expected.headers ?? "")} before the request that relies on it.`,
      place: requestPlace(preflight.request),
    };
  }
  const typed = namesField.value.text;
  return {
    ...common,
    ...line,
    message:
      expected.headers === null
        ? `This preflight asks for ${quote(typed)}, but ${who} for no header names before the request that relies on it.`
        : `This preflight asks for ${quote(typed)}, but ${who} for ${quote(expected.headers)} before the request that relies on it.`,
    place: valuePlace(preflight.request, namesField),
  };
}

/** The place of a whole request: its method, or its target if no method is typed. */
function requestPlace(request: Request): Place {
  return place(request, request.method ?? request.target);
}

/**
 * Writes what a browser would ask for, which allows nothing more. There is no fix if it would make the preflight's own verdict worse, or if
 * other requests may be paired with a preflight by what this one asks for.
 */
function fixes(exchange: JudgedExchange, preflight: JudgedExchange, expected: Expected, judged: JudgedDocument): Fix[] {
  const { document } = judged;
  const { request } = preflight;
  const isShared =
    judged.servedBy(preflight).length > 1 ||
    judged.othersWithTarget(preflight).some((other) => other.kind === "preflight");
  const mustGo = expected.headers === null && fieldsNamed(request, REQUEST_HEADERS).length > 0;
  if (isShared || mustGo || isWorseFor(expected, exchange, preflight)) {
    return [];
  }
  const names = expected.headers;
  return [
    {
      title: `Ask for ${expected.method}${names === null ? "" : ` with ${names}`}`,
      grade: "safe",
      edits: [
        ...setField(document, request, REQUEST_METHOD, expected.method),
        ...(names === null ? [] : setField(document, request, REQUEST_HEADERS, names)),
      ],
    },
  ];
}

/** Whether the change would make an engine's verdict on the preflight worse, or give it another reason. */
function isWorseFor(expected: Expected, exchange: JudgedExchange, preflight: JudgedExchange): boolean {
  const { response, origin, resolvedCredentials, verdict } = preflight;
  if (response === null || origin === null) {
    return false;
  }
  const announced: CorsRequest = {
    method: expected.method,
    origin: origin.value,
    credentialsMode: resolvedCredentials.mode,
    // This value makes every name unsafe: a preflight lists only unsafe names.
    headers: {
      headers: (expected.headers?.split(",") ?? []).map((name) => ({ name, value: '"' })),
      complete: true,
    },
  };
  return ENGINES.some((engine) => {
    const { result, failures } = corsPreflightFetch(announced, corsResponseOf(response), engine);
    const present = new Set(
      [preflight, exchange].flatMap(({ judgement }) => judgement[engine].preflight?.failures ?? []).map(keyOf),
    );
    return (
      (verdict[engine] === "allowed" && result !== "success") ||
      (verdict[engine] === "undetermined" && result === "failure") ||
      failures.some((failure) => !present.has(keyOf(failure)))
    );
  });
}

/** Failures of the same step about the same thing have the same key. */
function keyOf({ algorithm, number, header, subject }: Failure): string {
  return JSON.stringify([algorithm, number, header, subject]);
}
