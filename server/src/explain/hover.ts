import type { Analysis } from "../analysis";
import { isToken } from "../cors/list-values";
import { headerNamed } from "../headers/headers";
import { HEADERS, type HeaderName } from "../headers/table";
import { referencesIn } from "../http/references";
import { isSecret } from "../http/secrets";
import { blockOf, type Field, fieldsNamed, type Message, statusLineRange } from "../http/tree";
import { grantOf } from "../judged/grant";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Finding } from "../rules/framework/rule";
import { rulePageUrl } from "../rules/framework/rule-ids";
import { isSerious } from "../rules/shared/granted";
import { mayEchoOrigin } from "../rules/shared/origin-holes";
import { mdnHeader } from "../rules/shared/references";
import { type Range, touches } from "../text/range";
import { isUnknown } from "../text/unknown";
import { type HeaderBehaviour, requestHeaderBehaviour, responseHeaderBehaviour } from "../words/header-behaviour";
import { messageHover } from "./console-message/message-explanation";
import { directiveAt } from "./directive";
import { escapeMarkdown } from "./drawing/escape";
import { credentialsHint, redirectParagraphs, responseParagraphs, sideEffectParagraphs } from "./exchange";
import { ended, fetchReason, fetchVerdict, heading, isAbout } from "./fetch-verdict";
import { fitting, type Paragraph } from "./fitting";
import { consoleEntryAt, exchangeAt, messageAt } from "./locate";
import { code, link, longCode, sentence } from "./markdown";
import { comparedParts } from "./origin-comparison";
import { keptAnswerParagraphs } from "./preflight-cache";
import { preflightReason } from "./preflight-need";
import { probeGroupOf, probeSummary } from "./probe-summary";
import { requestFieldParagraphs } from "./request-field";
import { responseFieldParagraphs } from "./response-field";
import { stepLink } from "./standard";
import { referencesOnLine, variableParagraph } from "./variable";
import { decidingStep, reasonFinding } from "./verdict";

export interface HoverText {
  /** Paragraphs of Markdown, which take at most eight lines in an editor. */
  readonly markdown: string;
  /** Where the same is shown: offsets in the document. */
  readonly range: Range;
}

/** What shows a hover. */
export interface HoverViewer {
  /** Whether it also shows the messages of the findings at the place. Then the hover leaves them out. */
  readonly showsFindings: boolean;
  /** The URL that explains the exchange at an offset; null if the viewer can't open one. */
  readonly explanationUrl: ((offset: number) => string) | null;
  /** The URL that sets the page's origin for the request at an offset; null if the viewer can't open one. */
  readonly originUrl: ((offset: number) => string) | null;
  /** The file as the command line knows it; null if the document isn't a file. */
  readonly file: string | null;
}

const ANY_VIEWER: HoverViewer = { showsFindings: false, explanationUrl: null, originUrl: null, file: null };

/** The hover for a variable, a field, a request line, a status line or a `@cors` comment; null elsewhere. */
export function hoverAt(analysis: Analysis, offset: number, viewer: HoverViewer = ANY_VIEWER): HoverText | null {
  const seen = viewer.showsFindings ? findingsAt(analysis, offset) : [];
  const references = referencesOnLine(analysis, offset);
  const reference = references.find((one) => touches(one, offset)) ?? null;
  const part =
    consolePartAt(analysis, offset) ??
    messagePartAt(analysis, offset, ({ message }) => seen.some((one) => one.message === message)) ??
    directivePartAt(analysis, offset);
  const paragraphs = [
    ...(reference === null ? [] : [{ text: variableParagraph(analysis, reference) }]),
    ...(part?.paragraphs ?? []),
  ];
  const range = reference ?? part?.range;
  if (paragraphs.length === 0 || range === undefined) {
    return null;
  }
  const last = ending(analysis, offset, part?.links ?? {}, viewer);
  const { document, lines, findings } = analysis;
  const line = document.lines[lines.positionAt(offset).line];
  const others = [
    ...references,
    ...(line === undefined ? [] : [line]),
    ...(part?.others ?? []),
    ...(viewer.showsFindings ? findings.map(({ place }) => document.rangeOf(place)) : []),
  ];
  return {
    markdown: fitting([...document.privacy.shown(paragraphs), ...last]).join("\n\n"),
    range: narrowed(range, others, offset),
  };
}

function findingsAt({ document, findings }: Analysis, offset: number): Finding[] {
  return findings.filter(({ place }) => touches(document.rangeOf(place), offset));
}

/** The part of a range around an offset in which no other range begins or ends. */
function narrowed(range: Range, others: readonly Range[], offset: number): Range {
  let { start, end } = range;
  for (const other of others) {
    if (touches(other, offset)) {
      start = Math.max(start, other.start);
      end = Math.min(end, other.end);
    } else if (other.end < offset) {
      start = Math.max(start, other.end);
    } else {
      end = Math.min(end, other.start);
    }
  }
  return { start, end };
}

/** How to learn more: a line for the terminal, and links. */
function ending(analysis: Analysis, offset: number, { rule, mdn, standard }: Links, viewer: HoverViewer): Paragraph[] {
  const exchange = exchangeAt(analysis.judged, offset);
  const isMessage = consoleEntryAt(analysis, offset) !== null;
  const isExplained = exchange !== null || isMessage;
  const { explanationUrl, originUrl, file } = viewer;
  const links = [
    exchange?.isPageUnknown && originUrl !== null ? link("Set the page's origin…", originUrl(offset)) : undefined,
    isExplained && explanationUrl !== null ? link("Explain", explanationUrl(offset)) : undefined,
    rule,
    mdn,
    standard,
  ].filter((one) => one !== undefined);
  const line = analysis.lines.positionAt(offset).line + 1;
  return [
    ...(isExplained && !isMessage && explanationUrl === null && file !== null
      ? [code(`cors-lens explain-exchange ${file}:${line}`)]
      : []),
    ...(links.length === 0 ? [] : [links.join(" · ")]),
  ].map((text) => ({ text, isKept: true }));
}

/** What a hover says about a part of a message. */
interface Said {
  /** The important ones first. */
  readonly paragraphs: readonly Paragraph[];
  readonly links: Links;
}

/** Links in Markdown. */
interface Links {
  readonly rule?: string | undefined;
  readonly mdn?: string | undefined;
  readonly standard?: string | undefined;
}

/** Whether the reader sees a finding's message outside the hover. */
type IsSeen = (finding: Finding) => boolean;

/** A part of a message or a comment, and what a hover says about it. Ranges are in the document. */
interface Part extends Said {
  readonly range: Range;
  /** The parts that may be within it. */
  readonly others: readonly Range[];
}

function consolePartAt(analysis: Analysis, offset: number): Part | null {
  const entry = consoleEntryAt(analysis, offset);
  if (entry === null) {
    return null;
  }
  const start = analysis.document.startOf(entry);
  const range = { start, end: start + entry.length };
  if (!touches(range, offset)) {
    return null;
  }
  const { paragraphs, links } = messageHover(entry.message);
  return { paragraphs, links: { standard: links }, range, others: [] };
}

function messagePartAt(analysis: Analysis, offset: number, isSeen: IsSeen): Part | null {
  const message = messageAt(analysis.judged, offset);
  if (message === null) {
    return null;
  }
  const local = offset - analysis.document.startOf(message);
  const exchange = analysis.judged.exchangeOf(message);
  // Fields first: in a curl command they are between the parts of the start line.
  const field = message.fields.find((candidate) => touches(candidate.line, local));
  const range = field?.line ?? startLineRange(message);
  if (range === null || !touches(range, local)) {
    return null;
  }
  const findings = findingsOn(analysis, message, range);
  const said =
    field === undefined
      ? startLineSaid(analysis, message, exchange, findings, isSeen)
      : fieldSaid(analysis, message, field, exchange, findings, isSeen);
  const { document } = analysis;
  const others = blockOf(message).messages.flatMap((anchor) =>
    partsOf(anchor).map((one) => document.rangeOf({ anchor, range: one })),
  );
  return { ...said, range: document.rangeOf({ anchor: message, range }), others };
}

function directivePartAt(analysis: Analysis, offset: number): Part | null {
  const directive = directiveAt(analysis, offset);
  return directive === null ? null : { ...texts(directive.paragraphs), range: directive.range, others: [] };
}

/** The fields, and the URL in a command, which may have several. */
function partsOf(message: Message): Range[] {
  const isInCommand = message.kind === "request" && !message.writable;
  return [...message.fields.map(({ line }) => line), ...(isInCommand ? [message.target] : [])];
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

/** The findings that overlap a range of a message. */
function findingsOn({ findings }: Analysis, message: Message, range: Range): Finding[] {
  return findings.filter(
    ({ place }) => place.anchor === message && place.range.start <= range.end && place.range.end >= range.start,
  );
}

function startLineSaid(
  analysis: Analysis,
  message: Message,
  exchange: JudgedExchange | null,
  findings: readonly Finding[],
  isSeen: IsSeen,
): Said {
  if (exchange === null) {
    return findingsSaid(findings, isSeen);
  }
  // The requests of one command have one line, so they are seen from the last of them.
  const verdict = verdictSaid(
    analysis,
    message.kind === "response" ? exchange : analysis.judged.lastHop(exchange),
    isSeen,
  );
  const others = without(findings, reasonFinding(analysis, exchange));
  const about =
    message.kind === "response"
      ? exchange.kind === "preflight"
        ? []
        : responseParagraphs(analysis, exchange, message)
      : [...needParagraphs(analysis, exchange), ...sideEffectParagraphs(exchange), ...credentialsHint(exchange)];
  const hop = message.kind === "request" ? redirectParagraphs(exchange) : [];
  const probes = message.kind === "request" ? probeParagraphs(analysis, exchange) : [];
  return joined(
    besides(others, verdict),
    { paragraphs: probes, links: {} },
    texts(hop),
    findingsSaid(others, isSeen),
    texts(about),
  );
}

/** What the probes show to which the request belongs. */
function probeParagraphs(analysis: Analysis, exchange: JudgedExchange): Paragraph[] {
  const group = probeGroupOf(analysis.judged, exchange);
  if (group === null) {
    return [];
  }
  const { words, short } = probeSummary(analysis, group);
  return [{ text: words, short, isKept: true }];
}

/** Why the request needs a preflight, unless the verdict says so. */
function needParagraphs(analysis: Analysis, exchange: JudgedExchange): string[] {
  const why = preflightReason(exchange);
  return why === null || fetchVerdict(analysis, exchange).words.startsWith("needs a preflight") ? [] : [why];
}

function fieldSaid(
  analysis: Analysis,
  message: Message,
  field: Field,
  exchange: JudgedExchange | null,
  findings: readonly Finding[],
  isSeen: IsSeen,
): Said {
  const name = headerNamed(field.name.text);
  const purpose = name === null ? null : (HEADERS[name].purpose ?? null);
  const verdict = exchange !== null && isDecisive(name, exchange) ? verdictSaid(analysis, exchange, isSeen) : NOTHING;
  const reason = exchange === null || verdict === NOTHING ? null : reasonFinding(analysis, exchange);
  const others = without(findings, reason);
  return joined(
    besides(others, verdict),
    texts(resolvedParagraph(analysis, message, field)),
    findingsSaid(others, isSeen),
    // A finding says what matters.
    findings.length > 0 ? NOTHING : texts(behaviourOf(analysis, message, field, exchange)),
    texts([
      ...(name === "Access-Control-Allow-Origin" && exchange !== null
        ? namedOrigin(analysis, message, field, exchange)
        : []),
      ...(name === "Access-Control-Max-Age" && exchange?.kind === "preflight"
        ? keptAnswerParagraphs(analysis, exchange)
        : []),
      ...(purpose === null || reason !== null ? [] : [`${code(field.name.text)}: ${purpose}`]),
    ]),
    {
      paragraphs: [],
      links:
        name === null || purpose === null || HEADERS[name].isOnMdn === false
          ? {}
          : { mdn: link("MDN", mdnHeader(name).url) },
    },
  );
}

/** Whether the verdict may depend on a header. Others are explained without it. */
function isDecisive(name: HeaderName | null, { kind }: JudgedExchange): boolean {
  switch (name) {
    case "Access-Control-Max-Age":
    case "Access-Control-Allow-Methods":
    case "Access-Control-Allow-Headers":
      return kind === "preflight";
    default:
      return name !== null && HEADERS[name].cors === "protocol";
  }
}

/** What browsers and scripts do with a header that the CORS protocol doesn't define. */
function behaviourOf(analysis: Analysis, message: Message, field: Field, exchange: JudgedExchange | null): string[] {
  const name = headerNamed(field.name.text);
  if (!isToken(field.name.text) || (name !== null && HEADERS[name].cors === "protocol")) {
    return [];
  }
  switch (message.kind) {
    case "request":
      return requestFieldParagraphs(analysis, exchange, field);
    case "response":
      return responseFieldParagraphs(analysis, exchange, message, field);
    case "fragment":
      return name === null ? [] : [behaviourOnSide(name).sentence];
  }
}

function behaviourOnSide(name: HeaderName): HeaderBehaviour {
  return HEADERS[name].side === "response" ? responseHeaderBehaviour(name) : requestHeaderBehaviour(name);
}

/** The verdict with its reason, and, unless that is about another request, what differs and the line that would be right. */
function verdictSaid(analysis: Analysis, exchange: JudgedExchange, isSeen: IsSeen): Said {
  const { words, decisive } = fetchVerdict(analysis, exchange);
  const finding = reasonFinding(analysis, decisive);
  const step = finding?.step ?? decidingStep(analysis, decisive);
  const verdict = `**${escapeMarkdown(ended(heading(words)))}**`;
  const why = fetchReason(analysis, exchange, isSeen);
  return {
    paragraphs: [
      { text: `${verdict} ${why}`.trimEnd(), short: verdict, isKept: true },
      ...(finding === null || !isAbout(exchange, finding)
        ? []
        : // The sentence names both origins, so the hover has one or the other.
          [...(isSeen(finding) ? comparedParts(analysis, finding) : []), ...expectedLine(finding)].map((text) => ({
            text,
            isKept: true as const,
          }))),
    ],
    links: {
      ...(finding === null ? {} : { rule: ruleLink(finding) }),
      ...(step === null ? {} : { standard: stepLink(step) }),
    },
  };
}

/** The verdict beside the other findings of a line: only its heading if one of them says what the line should be. */
function besides(others: readonly Finding[], verdict: Said): Said {
  if (others.every(({ expected }) => expected === null)) {
    return verdict;
  }
  const [heading] = verdict.paragraphs;
  return heading === undefined
    ? NOTHING
    : { paragraphs: [{ ...heading, text: heading.short ?? heading.text }], links: {} };
}

/** The findings of a line, without those that the reader sees. */
function findingsSaid(findings: readonly Finding[], isSeen: IsSeen): Said {
  return {
    paragraphs: findings
      .flatMap((finding) => [...(isSeen(finding) ? [] : [sentence(finding.message)]), ...expectedLine(finding)])
      .map((text) => ({ text })),
    links: findings[0] === undefined ? {} : { rule: ruleLink(findings[0]) },
  };
}

const MAX_LINE = 120;

/** The line that would be right, in place of the one with its name if the message has one. */
function expectedLine({ expected, place: { anchor } }: Finding): string[] {
  if (expected === null) {
    return [];
  }
  const name = expected.slice(0, expected.indexOf(":")).toLowerCase();
  const { fields = [] } = anchor as Partial<Message>;
  const replaces = expected.startsWith("HTTP/") || fields.some((field) => field.name.text.toLowerCase() === name);
  return [`${replaces ? "Should be" : "Add"}: ${longCode(expected, MAX_LINE)}`];
}

function ruleLink({ rule }: Finding): string {
  return link("Rule", rulePageUrl(rule));
}

function without(findings: readonly Finding[], finding: Finding | null): Finding[] {
  return findings.filter(({ message }) => message !== finding?.message);
}

const NOTHING: Said = { paragraphs: [], links: {} };

function texts(paragraphs: readonly string[]): Said {
  return { paragraphs: paragraphs.map((text) => ({ text })), links: {} };
}

/** Everything that is said, each thing once. Of several links, the first one counts. */
function joined(...all: readonly Said[]): Said {
  const seen = new Set<string>();
  return {
    paragraphs: all.flatMap(({ paragraphs }) => paragraphs).filter(({ text }) => seen.size < seen.add(text).size),
    links: firstLinks(all),
  };
}

function firstLinks(all: readonly Said[]): Links {
  const first = (kind: keyof Links) => all.find(({ links }) => links[kind] !== undefined)?.links[kind];
  return { rule: first("rule"), mdn: first("mdn"), standard: first("standard") };
}

/** What it may mean that a response names the page's origin. One exchange can't show whether the server echoes every origin. */
function namedOrigin(analysis: Analysis, message: Message, field: Field, exchange: JudgedExchange): string[] {
  const { origin, applicability } = exchange;
  if (
    origin === null ||
    isUnknown(origin.value) ||
    origin.value === "null" ||
    applicability.applies === false ||
    field.resolved !== origin.value ||
    fieldsNamed(message, "Access-Control-Allow-Origin").length !== 1
  ) {
    return [];
  }
  if (!isSerious({ exchange, grant: grantOf(exchange) })) {
    return ["Naming this origin is fine if the server checks a list, but a security hole if it echoes every origin."];
  }
  return mayEchoOrigin(exchange, analysis.judged)
    ? [
        "Right from a list, a hole if every origin is echoed. One exchange can't show which: *Write probes for other origins*.",
      ]
    : [];
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
