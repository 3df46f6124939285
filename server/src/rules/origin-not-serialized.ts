import { replaceValue } from "../edits/field-edits";
import { normalizeOrigin } from "../exchange/page-origin";
import { type Field, fieldsNamed, type Request } from "../http/tree";
import { type Place, place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { Report, Rule } from "./framework/rule";
import { lacksScheme, originParts, type SurplusPart, surplusPart } from "./shared/origin-parts";
import { FETCH_HTTP_REQUESTS } from "./shared/references";
import { quote } from "./shared/words";

const SURPLUS: Readonly<Record<SurplusPart["part"], string>> = {
  userinfo: "has no user name or password",
  "trailing-slash": "has no trailing slash",
  path: "has no path",
  "default-port": "leaves the default port out",
};

const messages = {
  surplus: (part: SurplusPart["part"], typed: string, sent: string) =>
    `An origin ${SURPLUS[part]}: browsers send ${quote(sent)}, never ${quote(typed)}.`,
  case: (typed: string, sent: string) =>
    `An origin is in lower case: browsers send ${quote(sent)}, never ${quote(typed)}.`,
  other: (typed: string, sent: string) => `Browsers write this origin as ${quote(sent)}, never as ${quote(typed)}.`,
  missingScheme: (typed: string) =>
    `An origin starts with its scheme, as in ${quote(`https://${typed.replace(/\/$/, "")}`)}: no browser sends ${quote(typed)}.`,
  list: (typed: string) => `Browsers send one origin: none sends the list ${quote(typed)}.`,
  lines: (count: number) => `Browsers send one \`Origin\`: none sends ${count} lines of it.`,
  empty: () => "Browsers send `null` or an origin: none sends an empty `Origin`.",
  noOrigin: (typed: string) => `${quote(typed)} is not an origin: no browser sends it.`,
};

export const rule: Rule = {
  id: "origin-not-serialized",
  severity: "warning",
  summary: "An Origin field holds what no browser sends.",
  rationale: `The browser writes the \`Origin\` field, and no script can change it. It holds scheme, host and port, in lower case, without a default port, a
path or a trailing slash; or \`null\`. A request with anything else tests what no page will ask: a server that compares with its list answers
it in another way than it answers browsers.

The verdict is that for the origin which browsers would send, where the text names one.`,
  references: [
    { title: "Fetch: the Origin header", url: "https://fetch.spec.whatwg.org/#origin-header" },
    FETCH_HTTP_REQUESTS,
    { title: "MDN: Origin", url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin" },
  ],
  examples: {
    invalid: [
      {
        title: "The address of a page in place of its origin",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com/login

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A host without its scheme",
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
        title: "A page without an origin of its own",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *exchange({ request }) {
    const [field, second] = fieldsNamed(request, "Origin");
    if (field === undefined) {
      return;
    }
    if (second !== undefined) {
      yield {
        message: messages.lines(fieldsNamed(request, "Origin").length),
        place: fieldPlace(request, second),
        related: [{ message: "The first line.", place: fieldPlace(request, field) }],
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
    yield { message: messageForNoOrigin(value), place: fieldPlace(request, field) };
    return;
  }
  if (sent === value) {
    return;
  }
  const parts = originParts(value);
  const surplus = parts === null ? null : surplusPart(value, parts);
  const typed = field.value.text;
  // A variable's value is written elsewhere: the place is then the reference, and there is nothing to rewrite here.
  const isLiteral = typed === value;
  const cured =
    surplus !== null && isLiteral && value.slice(0, surplus.range.start) + value.slice(surplus.range.end) === sent;
  yield {
    message:
      surplus !== null
        ? messages.surplus(surplus.part, value, sent)
        : value.toLowerCase() === sent
          ? messages.case(value, sent)
          : messages.other(value, sent),
    place: cured
      ? place(request, {
          start: field.value.start + surplus.range.start,
          end: field.value.start + surplus.range.end,
        })
      : fieldPlace(request, field),
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

/** Extensions, app shells and web views have schemes whose origins only they know. */
function isForeignScheme(value: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

function messageForNoOrigin(value: string): string {
  if (value === "") {
    return messages.empty();
  }
  if (/[^\s,][\s,]+[^\s,]/.test(value.slice(0, 4_000))) {
    return messages.list(value);
  }
  return lacksScheme(value) ? messages.missingScheme(value) : messages.noOrigin(value);
}

/** The value's place, or the name's where the value is empty. */
function fieldPlace(request: Request, field: Field): Place {
  return place(request, field.value.start < field.value.end ? field.value : field.name);
}
