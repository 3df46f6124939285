import type { Analysis } from "../analysis";
import { parseSerializedOrigin } from "../cors/origin";
import { headerNamed, purposeWithCors } from "../headers/headers";
import { referencesIn } from "../http/references";
import { isSecret } from "../http/secrets";
import { type Field, fieldsNamed, type Message, statusLineRange } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Finding } from "../rules/framework/rule";
import { type Range, touches } from "../text/range";
import { isUnknown } from "../text/unknown";
import {
  credentialsParagraphs,
  preflightParagraphs,
  redirectParagraphs,
  responseParagraphs,
  sideEffectParagraphs,
  verdictParagraphs,
} from "./exchange";
import { messageAt } from "./locate";
import { code, httpBlock, sentence, table } from "./markdown";
import { stepLink } from "./standard";
import { referenceAt, variableParagraph } from "./variable";
import { reasonFinding, ruleLink } from "./verdict";

export interface HoverText {
  readonly markdown: string;
  /** Offsets in the document. */
  readonly range: Range;
}

/** The hover for a variable, a CORS field, a request line or a status line; null elsewhere. */
export function hoverAt(analysis: Analysis, offset: number): HoverText | null {
  const reference = referenceAt(analysis, offset);
  const around = messageHoverAt(analysis, offset);
  const shown =
    reference === null
      ? around
      : {
          markdown: [variableParagraph(analysis, reference), ...(around === null ? [] : [around.markdown])].join(
            "\n\n",
          ),
          range: { start: reference.start, end: reference.end },
        };
  return analysis.document.privacy.shown(shown);
}

function messageHoverAt(analysis: Analysis, offset: number): HoverText | null {
  const message = messageAt(analysis.judged, offset);
  if (message === null) {
    return null;
  }
  const local = offset - analysis.document.startOf(message);
  const exchange = analysis.judged.exchangeOf(message);
  const text = (range: Range, paragraphs: readonly string[]): HoverText | null =>
    paragraphs.length === 0
      ? null
      : { markdown: paragraphs.join("\n\n"), range: analysis.document.rangeOf({ anchor: message, range }) };

  // Fields first: in a curl command they are between the parts of the start line.
  const field = message.fields.find((candidate) => touches(candidate.line, local));
  if (field !== undefined) {
    return text(field.line, fieldParagraphs(analysis, message, field, exchange));
  }
  const start = startLineRange(message);
  return start !== null && touches(start, local) ? text(start, startLineParagraphs(analysis, message, exchange)) : null;
}

function startLineRange(message: Message): Range | null {
  switch (message.kind) {
    case "request":
      return { start: 0, end: (message.version ?? message.target).end };
    case "response":
      return statusLineRange(message);
    case "fragment":
      return null;
  }
}

function startLineParagraphs(analysis: Analysis, message: Message, exchange: JudgedExchange | null): string[] {
  if (exchange === null) {
    return findingsAt(analysis, message, startLineRange(message), null);
  }
  const verdict = verdictParagraphs(
    analysis,
    message.kind === "response" ? exchange : analysis.judged.lastHop(exchange),
  );
  return message.kind === "response"
    ? [
        ...verdict,
        ...findingsAt(analysis, message, startLineRange(message), exchange),
        ...responseParagraphs(analysis, exchange, message),
      ]
    : [
        ...verdict,
        ...redirectParagraphs(exchange),
        ...preflightParagraphs(analysis, exchange),
        ...sideEffectParagraphs(exchange),
        ...credentialsParagraphs(exchange),
      ];
}

function fieldParagraphs(
  analysis: Analysis,
  message: Message,
  field: Field,
  exchange: JudgedExchange | null,
): string[] {
  const purpose = purposeWithCors(field.name.text);
  const name = field.name.text.toLowerCase();
  const showsVerdict = purpose !== null && exchange !== null && isDecisive(name, exchange);
  const comparison =
    headerNamed(name) === "Access-Control-Allow-Origin" && exchange !== null
      ? originParagraphs(message, field, exchange)
      : [];
  const paragraphs = [
    ...(showsVerdict ? verdictParagraphs(analysis, exchange, comparison) : comparison),
    ...findingsAt(analysis, message, field.line, showsVerdict ? exchange : null),
  ];
  return purpose === null
    ? paragraphs
    : [...paragraphs, `${code(field.name.text)}: ${purpose}`, ...resolvedParagraph(analysis, message, field)];
}

/** Whether the verdict may depend on a field. Other fields are explained without it. */
function isDecisive(name: string, exchange: JudgedExchange): boolean {
  return exchange.kind === "preflight" || !/^access-control-(max-age|allow-(methods|headers))$/.test(name);
}

function overlaps(a: Range, b: Range): boolean {
  return a.start <= b.end && a.end >= b.start;
}

/**
 * The findings at a place.
 * @param explained the exchange whose verdict is already shown: the finding that is its reason is left out.
 */
function findingsAt(
  analysis: Analysis,
  message: Message,
  range: Range | null,
  explained: JudgedExchange | null,
): string[] {
  const known = explained === null ? null : reasonFinding(analysis, explained);
  return range === null
    ? []
    : analysis.findings
        .filter(
          ({ place, message: text }) =>
            place.anchor === message && overlaps(place.range, range) && text !== known?.message,
        )
        .flatMap((finding) => findingParagraphs(finding));
}

function findingParagraphs(finding: Finding): string[] {
  const sources = [ruleLink(finding), ...(finding.step === null ? [] : [stepLink(finding.step)])];
  return [
    `${sentence(finding.message)} (${sources.join("; ")})`,
    ...(finding.expected === null ? [] : [httpBlock([finding.expected])]),
  ];
}

/** Compares the value with the page's origin part by part. If they are the same, says what that may mean. */
function originParagraphs(message: Message, field: Field, { origin, applicability }: JudgedExchange): string[] {
  if (origin === null || isUnknown(origin.value) || isUnknown(field.resolved) || applicability.applies === false) {
    return [];
  }
  if (field.resolved === origin.value && fieldsNamed(message, "Access-Control-Allow-Origin").length === 1) {
    return origin.value === "null"
      ? []
      : [
          "The response names exactly the page's origin. That's fine if the server checks origins against a list, but a security hole if it echoes every origin. To find out, send the same request from another origin.",
        ];
  }
  const page = parseSerializedOrigin(origin.value);
  const allowed = parseSerializedOrigin(field.resolved.replace(/\/$/, ""));
  if (page === null || allowed === null) {
    return [];
  }
  const port = (one: string | null) => (one === null ? "default" : code(one));
  const row = (part: string, a: string, b: string) => [part, a, b, a === b ? "same" : "**differs**"];
  return [
    table(
      ["", "page", "allowed", ""],
      [
        row("scheme", code(page.scheme), code(allowed.scheme)),
        row("host", code(page.host), code(allowed.host)),
        row("port", port(page.port), port(allowed.port)),
      ],
    ),
  ];
}

function resolvedParagraph({ document }: Analysis, message: Message, field: Field): string[] {
  const references = Array.from(referencesIn(field.value.text));
  const at = document.startOf(message) + field.line.start;
  return !isUnknown(field.resolved) &&
    references.length > 0 &&
    !references.some(({ name }) => isSecret(name, at, document.variables))
    ? [`Resolved value: ${code(field.resolved)}.`]
    : [];
}
