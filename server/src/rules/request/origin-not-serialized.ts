import { replaceValue } from "../../edits/field-edits";
import { normalizeOrigin } from "../../exchange/page-origin";
import { type Field, fieldsNamed, type Request } from "../../http/tree";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { echoedOrigin } from "../shared/echoed-origin";
import { valuePlace } from "../shared/header-places";
import { lacksScheme, originParts, type SurplusPart, surplusPart } from "../shared/origin-parts";
import { FETCH_HTTP_REQUESTS, fetchSection, mdnHeader } from "../shared/references";

const SURPLUS: Readonly<Record<SurplusPart["part"], string>> = {
  userinfo: "has no user name or password",
  "trailing-slash": "has no trailing slash",
  path: "has no path",
  "default-port": "omits the default port",
};

export const rule: Rule = {
  id: "origin-not-serialized",
  severity: "warning",
  summary: "An `Origin` header has a value that browsers never send.",
  rationale: `The browser sets the \`Origin\` header, and scripts can't change it. Its value is \`null\` or a scheme, a host and a port, in lower case, without a
default port, a path or a trailing slash. A request with any other value tests something that pages never send: a server that compares it with a list
answers it differently from a browser's request.

The verdict is for the origin that browsers would send, if the text names one.`,
  references: [fetchSection("the Origin header", "origin-header"), FETCH_HTTP_REQUESTS, mdnHeader("Origin")],
  examples: {
    invalid: [
      {
        title: "The page's URL instead of its origin",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com/login

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A host without a scheme",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "Scheme, host and port",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A page with an opaque origin",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *exchange(exchange) {
    const { request } = exchange;
    const [field, second] = fieldsNamed(request, "Origin");
    // If the response repeats the value, browsers block it, and the finding about that corrects both.
    if (field === undefined || echoedOrigin(exchange) !== null) {
      return;
    }
    if (second !== undefined) {
      yield {
        message: `Browsers send one \`Origin\` header, never ${fieldsNamed(request, "Origin").length}.`,
        place: valuePlace(request, second),
        related: [{ message: "The first `Origin` header.", place: valuePlace(request, field) }],
      };
      return;
    }
    yield* reportOne(request, field);
  },
};

function* reportOne(request: Request, field: Field): Generator<Report> {
  const value = field.resolved;
  if (isUnknown(value) || isForeignScheme(value)) {
    return;
  }
  const sent = normalizeOrigin(value);
  if (isUnknown(sent)) {
    yield { message: messageForNoOrigin(value), place: valuePlace(request, field) };
    return;
  }
  if (sent === value) {
    return;
  }
  const parts = originParts(value);
  const surplus = parts === null ? null : surplusPart(value, parts);
  const typed = field.value.text;
  // A variable's value is defined elsewhere: report the reference, and offer no fix.
  const isLiteral = typed === value;
  const cured =
    surplus !== null && isLiteral && value.slice(0, surplus.range.start) + value.slice(surplus.range.end) === sent;
  yield {
    message:
      surplus !== null
        ? `An origin ${SURPLUS[surplus.part]}: browsers send ${quote(sent)}, never ${quote(value)}.`
        : value.toLowerCase() === sent
          ? `An origin is lower case: browsers send ${quote(sent)}, never ${quote(value)}.`
          : `Browsers write this origin as ${quote(sent)}, never as ${quote(value)}.`,
    place: cured
      ? place(request, {
          start: field.value.start + surplus.range.start,
          end: field.value.start + surplus.range.end,
        })
      : valuePlace(request, field),
    expected: `Origin: ${sent}`,
    ...(isLiteral
      ? {
          fixes: () => [
            { title: `Change to ${sent}`, grade: "safe" as const, edits: [replaceValue(request, field, sent)] },
          ],
        }
      : {}),
  };
}

/** Extensions, app shells and web views have schemes of their own, whose origins aren't standardised. */
function isForeignScheme(value: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

function messageForNoOrigin(value: string): string {
  if (value === "") {
    return "An `Origin` header is never empty: browsers send an origin or `null`.";
  }
  if (/[^\s,][\s,]+[^\s,]/.test(value.slice(0, 4_000))) {
    return `Browsers send a single origin, never a list like ${quote(value)}.`;
  }
  return lacksScheme(value)
    ? `An origin starts with a scheme, as in ${quote(`https://${value.replace(/\/$/, "")}`)}: browsers never send ${quote(value)}.`
    : `${quote(value)} isn't an origin: browsers never send it.`;
}
