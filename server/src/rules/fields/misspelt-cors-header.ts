import { headerListOf } from "../../case/header-list";
import { corsResponseOf } from "../../case/read-case";
import { ENGINES } from "../../cors/engines";
import { get } from "../../cors/header-list";
import { corsPreflightFetch } from "../../cors/preflight-fetch";
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  allowCredentialsEdits,
  allowOriginEdits,
  listEdits,
} from "../../edits/corrections";
import type { Edit, Fix } from "../../edits/edit";
import { replaceName } from "../../edits/field-edits";
import { actualRequirements, preflightRequirements, type Requirements } from "../../edits/requirements";
import { varyEdits } from "../../edits/vary";
import { misspellingsIn, misspeltField } from "../../exchange/misspelling";
import { HEADERS, type HeaderName } from "../../headers/table";
import { type Field, fieldsNamed, type Message, type Request, type Response } from "../../http/tree";
import { announcedRequestOf } from "../../judged/announced-request";
import type { JudgedDocument, JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown, type Value } from "../../text/unknown";
import { quote } from "../../words/quote";
import { type Answered, type Fault, isAnswered } from "../framework/blocking";
import type { Report, Rule } from "../framework/rule";
import { isCoveredByFault } from "../shared/covered-by-fault";
import { asListFixes, invalidItemOf } from "../shared/invalid-list";
import { mayBeCors, outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_REQUESTS, FETCH_HTTP_RESPONSES } from "../shared/references";

export const rule: Rule = {
  id: "misspelt-cors-header",
  severity: "warning",
  summary: "A header's name is a misspelling of a CORS header's name.",
  rationale: `Browsers look for headers by their exact names; only case doesn't matter. A name with an extra letter, a missing plural or a different
prefix is another header, which browsers ignore. They then report the right header as missing, although "it is there".

Names with \`Allow\`, \`Expose\` and \`Max-Age\` belong in responses, names with \`Request\` in preflights. \`Methods\` and \`Headers\` are plural,
except in \`Access-Control-Request-Method\`.`,
  references: [FETCH_HTTP_RESPONSES, FETCH_HTTP_REQUESTS],
  examples: {
    invalid: [
      {
        title: "Two letters are swapped",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Orgiin: https://app.example.com
`,
      },
      {
        title: "Singular instead of plural",
        text: `OPTIONS /notes/1 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Method: DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The right name, in lower case",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
access-control-allow-origin: https://app.example.com
`,
      },
    ],
  },

  explains: {
    steps: [
      "cors-check 2",
      "cors-check 8",
      "cors-preflight-fetch 7.5",
      "cors-preflight-fetch 7.6",
      "cors-preflight-fetch 7.7",
    ],
    when: ({ at, failure: { header } }) => header !== null && misspeltField(at.response, header) !== null,
    // A redirect's header may be misspelt too.
    precedence: 1,
  },

  short: ({ failure }) => `${failure.header} is misspelt`,

  *fault(fault) {
    const header = headerOf(fault);
    const field = header === null ? null : misspeltField(fault.at.response, header);
    if (header === null || field === null) {
      return;
    }
    yield {
      message: `${quote(field.name.text)} should be ${quote(header)}.`,
      place: place(fault.at.response, field.name),
      ...expectedLine(fault, field, header),
      fixes: (judged) => renamingThatPasses(fault.at, judged, field, header),
    };
  },

  *message(message, judged) {
    const misspellings = misspellingsIn(message);
    if (misspellings.length === 0 || !mayBeCors(judged, message)) {
      return;
    }
    /** By header: the correctly named field, or null if there is none. */
    const seen = new Map<HeaderName, Field | null>();
    for (const { field, header } of misspellings) {
      if (!belongsTo(message, header)) {
        continue;
      }
      const known = seen.get(header);
      const right = known === undefined ? (fieldsNamed(message, header)[0] ?? null) : known;
      seen.set(header, right);
      if (right !== null && message.kind !== "fragment") {
        yield reportBeside(message, field, right);
      } else if (known === undefined && !isCoveredByFault(message, header, judged)) {
        yield reportName(message, field, header, judged);
      }
    }
  },
};

/** The header that the failing steps read. */
function headerOf({ failures }: Fault): HeaderName | null {
  return failures.find(({ header }) => header !== null)?.header ?? null;
}

function belongsTo(message: Message, header: HeaderName): boolean {
  return message.kind === "fragment" || message.kind === HEADERS[header].side;
}

/** The correct line, unless it depends on the other items of a list. */
function expectedLine({ exchange }: Fault, field: Field, header: HeaderName): Pick<Report, "expected"> {
  const origin = exchange.origin?.value;
  const { mode } = exchange.resolvedCredentials;
  switch (header) {
    case "Access-Control-Allow-Origin":
      return field.resolved === origin || (field.resolved === "*" && mode !== "include")
        ? { expected: `${header}: ${field.value.text}` }
        : origin === undefined || isUnknown(origin) || origin === "null"
          ? {}
          : { expected: `${header}: ${origin}` };
    case "Access-Control-Allow-Credentials":
      return { expected: `${header}: true` };
    default:
      return {};
  }
}

function reportBeside(message: Message, field: Field, right: Field): Report {
  const sentence = `${quote(field.name.text)} has no effect: ${quote(right.name.text)} is already there.`;
  return {
    ...outOfPlace(message, field, sentence),
    severity: "information",
    related: [{ message: "The correctly named header.", place: place(message, right.name) }],
  };
}

function reportName(message: Message, field: Field, header: HeaderName, judged: JudgedExchanges): Report {
  return {
    message: `Browsers ${HEADERS[header].side === "request" ? "never send" : "ignore"} ${quote(field.name.text)}: the header is called ${quote(header)}.`,
    place: place(message, field.name),
    ...(isOutOfPlace(message, header, judged) ? { severity: "information" } : {}),
    expected: `${header}: ${field.value.text}`,
    fixes: (judged) => renaming(message, field, header, judged),
  };
}

/** Whether even the correctly named header would have no effect in this message. */
function isOutOfPlace(message: Message, header: HeaderName, judged: JudgedExchanges): boolean {
  const exchange = judged.exchangeOf(message);
  if (exchange === null) {
    return false;
  }
  const isActual = exchange.kind === "actual" && exchange.request.methodValue !== "OPTIONS";
  switch (header) {
    case "Access-Control-Allow-Origin":
    case "Access-Control-Allow-Credentials":
      return false;
    case "Access-Control-Expose-Headers":
      return exchange.kind === "preflight";
    default:
      return isActual;
  }
}

/** Renames a header that no verdict depends on yet, unless that makes a verdict worse. */
function renaming(message: Message, field: Field, header: HeaderName, judged: JudgedDocument): Fix[] {
  const rename = replaceName(message, field, header);
  const exchange = judged.exchangeOf(message);
  if (message.kind === "response" && exchange !== null && isAnswered(exchange) && !judged.isUnjudged(message)) {
    return renamingThatPasses(exchange, judged, field, header);
  }
  switch (header) {
    case "Access-Control-Allow-Methods":
    case "Access-Control-Allow-Headers":
    case "Access-Control-Expose-Headers": {
      const list = renamed({ ...message, fields: [field] }, field, header);
      return invalidItemOf(list, header) === null
        ? [renameFix(header, [rename])]
        : asListFixes(list, header).map(({ edits }) => renameFix(header, [rename, ...edits]));
    }
    case "Access-Control-Allow-Origin":
      // Any other value is wrong for every origin.
      return field.value.text === "*" || !/[\s,*]|^null$|^$/.test(field.value.text)
        ? [renameFix(header, [rename])]
        : [];
    case "Access-Control-Request-Method":
    case "Access-Control-Request-Headers":
      return message.kind !== "request" || keepsVerdict(message, renamed(message, field, header), judged)
        ? [renameFix(header, [rename])]
        : [];
    default:
      return [renameFix(header, [rename])];
  }
}

/** Whether the preflight, if it has a response, passes as surely as before when the request announces what the renamed field says. */
function keepsVerdict(request: Request, changed: Request, judged: JudgedDocument): boolean {
  const exchange = judged.exchangeOf(request);
  if (exchange === null || exchange.response === null || exchange.applicability.applies === false) {
    return true;
  }
  const response = corsResponseOf(exchange.response);
  const { mode } = exchange.resolvedCredentials;
  const before = announcedRequestOf(exchange, mode);
  const after = announcedRequestOf({ ...exchange, request: changed }, mode);
  return ENGINES.every((engine) => {
    const { result } = corsPreflightFetch(after[engine], response, engine);
    return (
      result === "success" ||
      (result === "undetermined" && corsPreflightFetch(before[engine], response, engine).result === "undetermined")
    );
  });
}

/** Renames a header of a judged response and corrects its value so that the response passes. */
function renamingThatPasses(at: Answered, judged: JudgedDocument, field: Field, header: HeaderName): Fix[] {
  const required = at.kind === "preflight" ? preflightRequirements(at, judged.servedBy(at)) : actualRequirements(at);
  if (required === null) {
    return [];
  }
  const cures = isUnknown(field.resolved)
    ? []
    : curesOf(header, required, judged, at, renamed(at.response, field, header));
  return cures === null ? [] : [renameFix(header, [replaceName(at.response, field, header), ...cures])];
}

/** The edits to one header that make a response pass; null if the text doesn't say enough. */
function curesOf(
  header: HeaderName,
  required: Requirements,
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
): readonly Edit[] | null {
  switch (header) {
    case "Access-Control-Allow-Origin": {
      const edits = allowOriginEdits(judged, at, response, required);
      const { origin } = required;
      // A value that is already correct names an origin too: if the file shows other responses for this URL, `Vary` is needed.
      const vary = edits?.length === 0 && isNamedBy(response, origin) ? varyEdits(judged, at, origin) : [];
      return edits === null ? null : [...edits, ...vary, ...allowCredentialsEdits(judged, at, response, required)];
    }
    case "Access-Control-Allow-Credentials":
      return allowCredentialsEdits(judged, at, response, required);
    case ALLOW_METHODS.name:
      return listEdits(judged, at, response, ALLOW_METHODS, required.methods, required);
    case ALLOW_HEADERS.name:
      return listEdits(judged, at, response, ALLOW_HEADERS, required.headers, required);
    case "Access-Control-Expose-Headers":
      return invalidItemOf(response, header) === null ? [] : (asListFixes(response, header)[0]?.edits ?? null);
    default:
      return [];
  }
}

/** Whether Access-Control-Allow-Origin names this origin rather than `*`. */
function isNamedBy(response: Response, origin: Value): origin is string {
  return !isUnknown(origin) && get(headerListOf(response), "Access-Control-Allow-Origin") === origin;
}

function renameFix(header: HeaderName, edits: readonly Edit[]): Fix {
  return {
    title: edits.length === 1 ? `Rename to ${header}` : `Rename to ${header} and correct its value`,
    grade: "suggestion",
    edits,
  };
}

/** The message with one field renamed. Offsets stay those of the text. */
function renamed<M extends Message>(message: M, field: Field, name: string): M {
  return {
    ...message,
    fields: message.fields.map((other) =>
      other === field ? { ...field, name: { ...field.name, text: name } } : other,
    ),
  };
}
