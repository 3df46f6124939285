import { ENGINES } from "../../cors/engines";
import type { Edit, Fix } from "../../edits/edit";
import { removeField, setField } from "../../edits/field-edits";
import { listItems } from "../../exchange/list-items";
import { responseHeaderNamed } from "../../exchange/response-header-name";
import { headerNamed } from "../../headers/headers";
import { fieldsNamed, type Part, type Request } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import { failingStepsOf } from "../framework/failing-steps";
import type { Report, Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, fetchSection } from "../shared/references";

const ASKED = "Access-Control-Request-Headers";

export const rule: Rule = {
  id: "response-header-in-request",
  severity: "warning",
  summary: "A page sends an `Access-Control-*` header that belongs in responses.",
  rationale: `Only the server can allow a page. A page that sets \`Access-Control-Allow-Origin\` on its own request gains nothing: the response decides.

It makes things worse: the header isn't safelisted, so the browser sends a preflight, which the request may not have needed. The preflight asks for
the header's name in \`Access-Control-Request-Headers\`, and the browser blocks the request unless the server lists that very name. Don't list it:
remove the header from the code of the page, and set it in the response.`,
  references: [FETCH_HTTP_RESPONSES, fetchSection("CORS-safelisted request-header", "cors-safelisted-request-header")],
  examples: {
    invalid: [
      {
        title: "The page tries to allow itself",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Only the server can allow credentials",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Allow-Credentials: true

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "The preflight shows that the page sends it",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: access-control-allow-origin

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The server allows the page",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  explains: {
    steps: ["cors-preflight-fetch 7.7"],
    when: ({ failure: { subject } }) => subject !== null && responseHeaderNamed(subject) !== null,
    // Whatever the response lists, the page must not send the header.
    precedence: 2,
  },

  short: ({ failure: { subject } }) => `the page sends ${responseHeaderNamed(subject ?? "") ?? subject}`,

  *fault({ at, failures }, judged) {
    for (const name of failures.flatMap(({ subject }) => subject ?? [])) {
      const asked = askedNames(at.request)
        .filter(isNamed(name))
        .map((part) => ({ message: "The preflight asks for it.", place: place(at.request, part), text: part.text }));
      const sent = judged.servedBy(at).flatMap(({ request }) =>
        sentNames(request)
          .filter(isNamed(name))
          .map((part) => ({ message: "The request has it.", place: place(request, part), text: part.text })),
      );
      const [first, ...others] = [...asked, ...sent];
      if (first !== undefined) {
        yield {
          message: messageOf(first.text),
          place: first.place,
          related: others,
          fixes: (judged) => removal(judged, judged.exchangeOf(at.request), name),
        };
      }
    }
  },

  *preflight(exchange, judged) {
    const { request } = exchange;
    for (const part of askedNames(request)) {
      const name = part.text.toLowerCase();
      // A request that shows the header has the finding.
      const isShown = judged.servedBy(exchange).some((served) => sentNames(served.request).some(isNamed(name)));
      if (responseHeaderNamed(name) !== null && !isShown && !isFault(exchange, name)) {
        yield warning(request, part, name);
      }
    }
  },

  *message(message, judged) {
    if (message.kind !== "request" || !mayBeCors(judged, message)) {
      return;
    }
    const exchange = judged.exchangeOf(message);
    for (const part of sentNames(message)) {
      const name = part.text.toLowerCase();
      if (responseHeaderNamed(name) !== null && (exchange === null || !isFault(exchange, name))) {
        yield warning(message, part, name);
      }
    }
  },
};

function warning(request: Request, part: Part, name: string): Report {
  return {
    message: messageOf(part.text),
    place: place(request, part),
    fixes: (judged) => removal(judged, judged.exchangeOf(request), name, request),
  };
}

function messageOf(typed: string): string {
  const header = responseHeaderNamed(typed);
  const meant = header === null || headerNamed(typed) !== null ? "" : ` looks like \`${header}\`, which`;
  return `${quote(typed)}${meant} is a response header: remove it from the page's request.`;
}

function askedNames(request: Request): readonly Part[] {
  return fieldsNamed(request, ASKED)
    .flatMap(listItems)
    .map(({ text, range }) => ({ text, ...range }));
}

function sentNames(request: Request): readonly Part[] {
  return request.fields.map(({ name }) => name);
}

function isNamed(name: string): (part: Part) => boolean {
  return ({ text }) => text.toLowerCase() === name;
}

/** Whether a response refuses the name, so that the finding about that says everything. */
function isFault(exchange: JudgedExchange, name: string): boolean {
  return failingStepsOf(exchange, ENGINES).some(({ failure }) => failure.number === "7.7" && failure.subject === name);
}

/** Removes a header from a request, from the preflight that serves it, and from the other requests that this preflight serves. */
function removal(judged: JudgedDocument, exchange: JudgedExchange | null, name: string, alone?: Request): Fix[] {
  const preflight = exchange?.kind === "preflight" ? exchange : (exchange?.servedBy ?? null);
  const requests =
    preflight === null
      ? [exchange?.request ?? alone]
      : [preflight.request, ...judged.servedBy(preflight).map(({ request }) => request)];
  const edits = requests.flatMap((request) => (request === undefined ? [] : removalFrom(judged, request, name)));
  return [{ title: `Remove ${responseHeaderNamed(name) ?? name} from the request`, grade: "suggestion", edits }];
}

function removalFrom(judged: JudgedDocument, request: Request, name: string): Edit[] {
  const { document } = judged;
  const isIt = isNamed(name);
  const asked = askedNames(request);
  const left = asked.filter((part) => !isIt(part)).map(({ text }) => text);
  const lists = fieldsNamed(request, ASKED);
  return [
    ...request.fields.filter((field) => isIt(field.name)).map((field) => removeField(document, request, field)),
    ...(left.length === asked.length
      ? []
      : left.length === 0
        ? lists.map((field) => removeField(document, request, field))
        : setField(document, request, ASKED, left.join(","))),
  ];
}
