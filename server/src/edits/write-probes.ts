import { ENGINES } from "../cors/engines";
import { isForbiddenMethod, normalizeMethod } from "../cors/method";
import { settingOfMode, WITHOUT_ORIGIN } from "../exchange/cors-directive";
import { locationsOf } from "../exchange/location";
import { hasRequest } from "../exchange/pairing";
import { isSameTarget, targetOfUrl } from "../exchange/target";
import { type Line, lineIndexAt } from "../http/line";
import { type Block, blockOf, type Directive, type HttpDocument, type Message } from "../http/tree";
import { askedMethod } from "../judged/asked-method";
import { grantOf } from "../judged/grant";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown, type Value } from "../text/unknown";
import { commentMark } from "./comment";
import type { Fix } from "./edit";
import { topOfRequest } from "./own-lines";
import { type Probe, type ProbeSet, probesFor } from "./probe-origins";
import { type ProbeRequest, probeRequestOf } from "./probe-request";
import { lineEndAt } from "./style";

const TITLES: Readonly<Record<ProbeSet, string>> = {
  all: "Write probes for other origins",
  short: "Write a short set of probes",
};

/**
 * Writes the same request from other origins below an exchange, each in a block of its own, with the expectation that browsers block it. Null if
 * the request isn't cross-origin, if its page isn't known, if its response allows every origin by `*`, or if the text has all of them.
 */
export function writeProbes(judged: JudgedDocument, exchange: JudgedExchange, set: ProbeSet): Fix | null {
  const { document } = judged;
  const origin = probedOrigin(judged, exchange);
  const asked = origin === null ? null : probeRequestOf(document, exchange);
  if (origin === null || asked === null || isForbiddenMethod(asked.method)) {
    return null;
  }
  const alike = judged.othersWithTarget(exchange);
  const label = labelFor(document, exchange, origin, alike);
  const place = label === null ? null : placeBelow(judged, exchange, asked, alike);
  if (label === null || place === null) {
    return null;
  }
  const blocks = probesFor(origin, label, exchange.target.origins, set)
    .filter((probe) => !alike.some((other) => isSameProbe(probe, asked, other)))
    .flatMap((probe) => {
      const lines = blockOfProbe(document, exchange, asked, probe);
      return lines === null ? [] : [lines];
    });
  const start = document.startOf(exchange.request);
  const { section, offset } = exchange.request;
  return blocks.length === 0
    ? null
    : {
        title: TITLES[set],
        grade: "suggestion",
        edits: [
          {
            // Nothing is written into the request, but below it.
            anchor: { section, offset },
            range: { start: place.offset - start, end: place.offset - start },
            newText: textAt(document, place, blocks),
          },
        ],
      };
}

/** The origin of the page that the server should allow, if a browser would send its request to another origin; null otherwise. */
function probedOrigin(judged: JudgedDocument, exchange: JudgedExchange): string | null {
  const { applicability, origin, redirectFrom, expectation, judgement, isContested } = exchange;
  const { outcome, by } = grantOf(exchange);
  return applicability.applies !== false &&
    !(outcome === "granted" && by === "wildcard") &&
    redirectFrom === null &&
    !isContested &&
    origin !== null &&
    !isUnknown(origin.value) &&
    origin.value !== "null" &&
    expectation?.value !== "blocked" &&
    judged.trust.of(origin.value) !== "untrusted" &&
    // A request that browsers never send is blocked from every origin, whatever the server allows.
    ENGINES.every((engine) => judgement[engine].refusal === null)
    ? origin.value
    : null;
}

/** The label of the probes that the text has for the same target, else one that the text doesn't have. The same text always has the same label. */
function labelFor(
  { text }: HttpDocument,
  { target }: JudgedExchange,
  origin: string,
  alike: readonly JudgedExchange[],
): string | null {
  for (const other of alike) {
    const value = other.origin?.value ?? "";
    const known = isUnknown(value) ? null : (/^https?:\/\/(p\d[a-z]\d)\.invalid$/.exec(value)?.[1] ?? null);
    if (known !== null) {
      return known;
    }
  }
  const lower = text.toLowerCase();
  for (let attempt = 0; attempt < MOST_LABELS; attempt++) {
    const hash = hashOf(`${target.key} ${origin} ${attempt}`);
    const letter = String.fromCharCode(97 + (Math.floor(hash / 10) % 26));
    const label = `p${hash % 10}${letter}${Math.floor(hash / 260) % 10}`;
    if (!lower.includes(label)) {
      return label;
    }
  }
  return null;
}

const MOST_LABELS = 100;

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}

/** Whether an exchange is a probe already, or a request that would rely on the probe as its preflight. */
function isSameProbe(probe: Probe, asked: ProbeRequest, other: JudgedExchange): boolean {
  const { kind, request, origin, expectation } = other;
  if (probe.origin === null) {
    return kind === "actual" && origin === null && isMethod(request.methodValue, asked.method);
  }
  if (asked.kind === "preflight" && kind === "actual" && probe.expect === "blocked") {
    return origin?.value === probe.origin;
  }
  return (
    kind === asked.kind &&
    isMethod(askedMethod(other), asked.method) &&
    origin?.value === probe.origin &&
    (probe.expect !== "allowed" || expectation?.value === probe.expect)
  );
}

function isMethod(value: Value, method: string): boolean {
  return !isUnknown(value) && normalizeMethod(value) === method;
}

/** The title, the directive and the request of a probe; null if the request can't be written, or if its origin has a part of a private value. */
function blockOfProbe(
  document: HttpDocument,
  exchange: JudgedExchange,
  asked: ProbeRequest,
  { name, origin, expect }: Probe,
): readonly string[] | null {
  const written =
    origin === null
      ? null
      : expect === "allowed"
        ? originTyped(document, exchange, origin)
        : derivedAsWritten(document, exchange, origin);
  const lines = written === null && origin !== null ? null : asked.linesFrom(written);
  if (lines === null) {
    return null;
  }
  const mode = modeToSay(exchange, asked, origin);
  const settings = [
    ...(expect === null ? [`origin=${WITHOUT_ORIGIN}`] : [`expect=${expect}`]),
    ...(mode === null ? [] : [`credentials=${mode}`]),
  ];
  const mark = commentMark(document);
  return [
    `### probe: ${name}`,
    ...exchange.request.directives.flatMap((directive) => keptDirective(document, directive) ?? []),
    `${mark} @cors ${settings.join(" ")}`,
    ...lines,
  ];
}

/**
 * The origin of a probe with references for private values; null if it can't be written so. A private value that is glued to another word isn't
 * recognised: then no reference is in the result, although the origin has a part of the request's.
 */
function derivedAsWritten({ privacy }: HttpDocument, { origin }: JudgedExchange, probed: string): string | null {
  const from = origin === null || isUnknown(origin.value) ? "" : origin.value;
  const written = privacy.written(probed);
  const isUnmarked = written === probed && privacy.written(from) !== from;
  return isUnmarked && DERIVED.test(probed) ? null : written;
}

/** Hosts that aren't made from that of the request's page. */
const DERIVED = /^(?!null$)(?!https?:\/\/(?:p\d[a-z]\d\.invalid|localhost:\d+)$)/;

/** The origin that the server should allow, as the request has it; null if it is private and no reference stands for it. */
function originTyped({ privacy }: HttpDocument, { origin }: JudgedExchange, value: string): string | null {
  return origin?.reference ?? privacy.written(value);
}

/** The credentials mode that a probe's own lines don't show; null if they do, or if it is the default. */
function modeToSay(
  { credentials, resolvedCredentials }: JudgedExchange,
  { kind }: ProbeRequest,
  origin: string | null,
) {
  if (origin === null) {
    return null;
  }
  if (kind === "preflight") {
    // A preflight has no cookies. Its answer must allow them all the same.
    return resolvedCredentials.mode === "omit" ? null : settingOfMode(resolvedCredentials.mode);
  }
  return credentials?.from === "directive" || credentials?.from === "call" ? settingOfMode(credentials.mode) : null;
}

/** Directives of request clients that decide what is sent. */
const KEPT_DIRECTIVES: ReadonlySet<string> = new Set(["no-redirect", "no-cookie-jar", "no-auto-encoding", "prompt"]);

function keptDirective(document: HttpDocument, { key, value }: Directive): string | null {
  const words = `${commentMark(document)} @${key.text} ${value.text}`.trimEnd();
  return KEPT_DIRECTIVES.has(key.text.toLowerCase()) ? words : null;
}

interface ProbePlace {
  readonly offset: number;
  /** The marks of the fences that the probes need; null if separators divide them. */
  readonly fence: { readonly prefix: string; readonly mark: string } | null;
  /** Whether a request follows in the same block. */
  readonly isAboveRequest: boolean;
}

/** The place below everything that belongs to an exchange; null if a probe there would be taken for another part of it. */
function placeBelow(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  asked: ProbeRequest,
  alike: readonly JudgedExchange[],
): ProbePlace | null {
  const { document } = judged;
  const group = groupOf(judged, exchange, asked, alike);
  const messages = group.flatMap(({ request, response }) => [request, ...(response === null ? [] : [response])]);
  const own = messages.reduce((a, b) => (document.startOf(a) < document.startOf(b) ? b : a));
  const last = lastWithoutRequest(document, own) ?? own;
  const from = lineIndexAt(document.lines, document.startOf(last));
  const place = blockOf(last).fence === 0 ? placeInText(document, last, from) : placeBelowFence(document, from);
  const above = judged.exchanges.findLast(
    ({ kind, request }) => kind === "actual" && place !== null && document.startOf(request) < place.offset,
  );
  return above !== undefined && leadsTo(above, exchange) ? null : place;
}

/** The exchanges above the probes: the fetch with its preflights, and the later requests for which the control would be a preflight. */
function groupOf(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  asked: ProbeRequest,
  alike: readonly JudgedExchange[],
): readonly JudgedExchange[] {
  const { document } = judged;
  const start = document.startOf(exchange.request);
  const later = alike.filter(
    (other) =>
      asked.kind === "preflight" &&
      other.kind === "actual" &&
      document.startOf(other.request) > start &&
      other.origin?.value === exchange.origin?.value,
  );
  const own = [exchange, ...judged.servedBy(exchange), ...later];
  return own.flatMap((one) => [one, ...judged.after(one), ...(one.servedBy === null ? [] : [one.servedBy])]);
}

/** The last message of the blocks below one that hold other answers and no request: a request above them would be read as theirs. */
function lastWithoutRequest(document: HttpDocument, { block, section }: Message): Message | null {
  let last: Message | null = null;
  for (const below of document.blocks.slice(document.indexOf(section.blocks[block] as Block) + 1)) {
    if (hasRequest(below) || document.isAfterHeading(below)) {
      break;
    }
    last = below.messages.at(-1) ?? last;
  }
  return last;
}

/** Whether the redirect of one exchange leads to the target of another one, so that a request below would be read as the one that follows it. */
function leadsTo({ response, urlList }: JudgedExchange, { target }: JudgedExchange): boolean {
  const base = urlList.at(-1);
  return base !== undefined && locationsOf(response, base).some((url) => isSameTarget(targetOfUrl(url), target));
}

/** Below a message's block, or above the next request in it. */
function placeInText(document: HttpDocument, last: Message, from: number): ProbePlace {
  const { lines } = document;
  const { messages } = blockOf(last);
  const next = messages.slice(messages.indexOf(last) + 1).find(({ kind }) => kind === "request");
  const below =
    next === undefined
      ? lines.findIndex(({ kind }, i) => i > from && kind === "separator")
      : topOfRequest(lines, lineIndexAt(lines, document.startOf(next)));
  const offset = lines[below]?.start ?? document.text.length;
  return { offset, fence: null, isAboveRequest: next !== undefined };
}

/** Null if the fence isn't closed. */
function placeBelowFence(document: HttpDocument, from: number): ProbePlace | null {
  const close = document.lines.find(({ kind }, i) => i > from && kind === "fence");
  if (close === undefined) {
    return null;
  }
  const [, prefix = "", mark = ""] = /^([\s>]*)([`~]{3,})[ \t]*$/.exec(textOf(document, close)) ?? [];
  return mark === "" ? null : { offset: close.next, fence: { prefix, mark }, isAboveRequest: false };
}

function textOf({ text }: HttpDocument, { start, end }: Line): string {
  return text.slice(start, end);
}

function textAt(document: HttpDocument, place: ProbePlace, blocks: readonly (readonly string[])[]): string {
  const { offset, fence, isAboveRequest } = place;
  const eol = lineEndAt(document, offset);
  const above = document.text.slice(0, offset);
  const isAtEnd = offset === document.text.length;
  const written =
    fence === null
      ? blocks.map((lines) => [...lines, ""]).concat(isAboveRequest ? [["###"]] : [])
      : blocks.map((lines) => ["", `${fence.mark}http`, ...lines, fence.mark]);
  const all = written.flat();
  const prefix = fence?.prefix ?? "";
  const gap = /[\r\n]$/.test(above) ? "" : eol;
  const blank = fence === null && !/(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r\n|\r|\n)$/.test(above + gap) ? eol : "";
  const text = (fence === null && isAtEnd ? all.slice(0, -1) : all)
    .map((line) => (line === "" ? prefix.trimEnd() : prefix + line) + eol)
    .join("");
  return gap + blank + text;
}
