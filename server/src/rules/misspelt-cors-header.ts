import { ENGINES } from "../cors/engines";
import { get } from "../cors/header-list";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import { ALLOW_HEADERS, ALLOW_METHODS, allowCredentialsEdits, allowOriginEdits, listEdits } from "../edits/corrections";
import type { Edit, Fix } from "../edits/edit";
import { replaceName } from "../edits/field-edits";
import { actualRequirements, preflightRequirements, type Requirements } from "../edits/requirements";
import { varyEdits } from "../edits/vary";
import { CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS, misspellingsIn, misspeltField } from "../exchange/misspelling";
import { type Field, fieldsNamed, type Message, type Request, type Response } from "../http/tree";
import { place } from "../text/range";
import { isUnknown, type Value } from "../text/unknown";
import { announcedRequestOf } from "../verdict/announced-request";
import { corsResponseOf } from "../verdict/judge";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf } from "../verdict/script-headers";
import { faultsOf } from "./framework/faults";
import type { Fault, Report, Rule } from "./framework/rule";
import { asListFixes, invalidItemOf } from "./shared/invalid-list";
import { mayBeCors, removal } from "./shared/out-of-place";
import { FETCH_HTTP_REQUESTS, FETCH_HTTP_RESPONSES } from "./shared/references";
import { quote, whoBlocks } from "./shared/words";

const messages = {
  blocking: (typed: string, header: string, consequence: string) =>
    `Browsers do not know ${quote(typed)}, and without ${quote(header)} ${consequence}.`,
  unknownInResponse: (typed: string, header: string) =>
    `Browsers do not know ${quote(typed)} and ignore it: the header is called ${quote(header)}.`,
  unknownInRequest: (typed: string, header: string) =>
    `No browser sends ${quote(typed)}: the header is called ${quote(header)}.`,
  besideTheRightOne: (typed: string, header: string) =>
    `Browsers do not know ${quote(typed)} and ignore it: ${quote(header)} is there already.`,
};

export const rule: Rule = {
  id: "misspelt-cors-header",
  severity: "warning",
  summary: "The name of a header looks like that of a CORS header and is none.",
  rationale: `Browsers look for headers by their exact names; only upper and lower case do not matter. A name with a letter too many, a missing plural or another
prefix is a header of its own, and nobody reads it. A browser then reports the right header as missing, although "it is there".

Names with \`Allow\`, \`Expose\` and \`Max-Age\` belong to responses, names with \`Request\` to preflights. \`Methods\` and \`Headers\` are plural,
except in \`Access-Control-Request-Method\`.`,
  references: [FETCH_HTTP_RESPONSES, FETCH_HTTP_REQUESTS],
  examples: {
    invalid: [
      {
        title: "Two letters changed places",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Orgiin: https://app.example.com
`,
      },
      {
        title: "The plural is missing",
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

  *fault(fault, judged) {
    const header = headerOf(fault);
    const field = header === null ? null : misspeltField(fault.at.response, header);
    if (header === null || field === null) {
      return;
    }
    const what = fault.at.kind === "preflight" ? "this preflight" : "this response";
    yield {
      message: messages.blocking(field.name.text, header, `${whoBlocks(fault.engines)} ${what}`),
      place: place(fault.at.response, field.name),
      ...expectedLine(fault, field, header),
      fixes: () => renamingThatPasses(fault.at, judged, field, header),
    };
  },

  *message(message, judged) {
    const misspellings = misspellingsIn(message);
    if (misspellings.length === 0 || !mayBeCors(judged, message)) {
      return;
    }
    /** The field with the right name, of each header that a name was meant to be. */
    const seen = new Map<string, Field | null>();
    for (const { field, header } of misspellings) {
      if (!belongsTo(message, header)) {
        continue;
      }
      const known = seen.get(header);
      const right = known === undefined ? (fieldsNamed(message, header)[0] ?? null) : known;
      seen.set(header, right);
      if (right !== null && message.kind !== "fragment") {
        yield reportBeside(message, field, right, judged);
      } else if (known === undefined && !isCoveredByFault(message, header, judged)) {
        yield reportName(message, field, header, judged);
      }
    }
  },
};

/** The header that the failing steps look for. */
function headerOf({ failures }: Fault): string | null {
  return failures.find(({ header }) => header !== null)?.header ?? null;
}

function belongsTo(message: Message, header: string): boolean {
  const isOfRequests = (CORS_REQUEST_HEADERS as readonly string[]).includes(header);
  const isOfResponses = (CORS_RESPONSE_HEADERS as readonly string[]).includes(header);
  return message.kind === "fragment" || (message.kind === "request" ? isOfRequests : isOfResponses);
}

/** The line that would be right, where it does not depend on what else a list has to hold. */
function expectedLine({ exchange }: Fault, field: Field, header: string): Pick<Report, "expected"> {
  const origin = exchange.origin?.value;
  const { mode } = exchange.resolvedCredentials;
  switch (header) {
    case "Access-Control-Allow-Origin":
      return field.resolved === origin || (field.resolved === "*" && mode === "omit")
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

/** Whether a verdict rests on the missing header, so that a fault says it all. */
function isCoveredByFault(message: Message, header: string, judged: JudgedDocument): boolean {
  const exchange = judged.exchangeOf(message);
  return (
    exchange !== null &&
    [exchange, ...judged.servedBy(exchange)]
      .flatMap((one) => faultsOf(one, ENGINES))
      .some((fault) => fault.rule === rule.id && fault.at.response === message && headerOf(fault) === header)
  );
}

function reportBeside(message: Message, field: Field, right: Field, judged: JudgedDocument): Report {
  return {
    message: messages.besideTheRightOne(field.name.text, right.name.text),
    place: place(message, field.name),
    severity: "information",
    related: [{ message: "The header with the right name.", place: place(message, right.name) }],
    unnecessary: true,
    fixes: () => [removal(judged, message, field)],
  };
}

function reportName(message: Message, field: Field, header: string, judged: JudgedDocument): Report {
  const isOfRequests = (CORS_REQUEST_HEADERS as readonly string[]).includes(header);
  return {
    message: (isOfRequests ? messages.unknownInRequest : messages.unknownInResponse)(field.name.text, header),
    place: place(message, field.name),
    ...(isOutOfPlace(message, header, judged) ? { severity: "information" } : {}),
    expected: `${header}: ${field.value.text}`,
    fixes: () => renaming(message, field, header, judged),
  };
}

/** Whether the header does nothing in a message even under its right name. */
function isOutOfPlace(message: Message, header: string, judged: JudgedDocument): boolean {
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

/** Renames a header on which no verdict rests yet, if what it then says makes nothing worse. */
function renaming(message: Message, field: Field, header: string, judged: JudgedDocument): Fix[] {
  const rename = replaceName(message, field, header);
  const exchange = judged.exchangeOf(message);
  if (message.kind === "response" && exchange !== null && hasResponse(exchange) && !judged.isUnjudged(message)) {
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
      // Other values are wrong for every origin, whatever the header's name.
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

/** Whether a preflight's response, if there is one, grants what the request with another field name announces. */
function keepsVerdict(request: Request, changed: Request, judged: JudgedDocument): boolean {
  const exchange = judged.exchangeOf(request);
  if (exchange === null || exchange.response === null || exchange.applicability.applies === false) {
    return true;
  }
  const response = corsResponseOf(exchange.response);
  const { mode } = exchange.resolvedCredentials;
  const announced = announcedRequestOf({ ...exchange, request: changed }, mode);
  return ENGINES.every((engine) => corsPreflightFetch(announced[engine], response, engine).result !== "failure");
}

type Answered = JudgedExchange & { readonly response: Response };

function hasResponse(exchange: JudgedExchange): exchange is Answered {
  return exchange.response !== null;
}

/** Renames a header of a response that is judged, and makes its value one that passes. */
function renamingThatPasses(at: Answered, judged: JudgedDocument, field: Field, header: string): Fix[] {
  const required = at.kind === "preflight" ? preflightRequirements(at, judged.servedBy(at)) : actualRequirements(at);
  if (required === null) {
    return [];
  }
  const cures = isUnknown(field.resolved)
    ? []
    : curesOf(header, required, judged, at, renamed(at.response, field, header));
  return cures === null ? [] : [renameFix(header, [replaceName(at.response, field, header), ...cures])];
}

/** The edits that make a response pass as far as one header goes; null where the text does not say enough. */
function curesOf(
  header: string,
  required: Requirements,
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
): readonly Edit[] | null {
  switch (header) {
    case "Access-Control-Allow-Origin": {
      const edits = allowOriginEdits(judged, at, response, required);
      const { origin } = required;
      // A value that is right as it is names the origin, too: where the file shows other answers, caches must be told.
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

/** Whether Access-Control-Allow-Origin is that very origin, and not `*`. */
function isNamedBy(response: Response, origin: Value): origin is string {
  return !isUnknown(origin) && get(headerListOf(response), "Access-Control-Allow-Origin") === origin;
}

function renameFix(header: string, edits: readonly Edit[]): Fix {
  return {
    title: edits.length === 1 ? `Rename to ${header}` : `Rename to ${header} and correct what it says`,
    grade: "suggestion",
    edits,
  };
}

/** A message as it is with another name for one of its fields; offsets are still those of the text. */
function renamed<M extends Message>(message: M, field: Field, name: string): M {
  return {
    ...message,
    fields: message.fields.map((other) =>
      other === field ? { ...field, name: { ...field.name, text: name } } : other,
    ),
  };
}
