import type { Analysis } from "../../analysis";
import { type FetchVerdict, fetchReason, fetchVerdict } from "../../explain/fetch-verdict";
import { plainHover } from "../../explain/plain";
import { type ProbeGroup, probeGroups, probeSummary } from "../../explain/probe-summary";
import type { LeftOut } from "../../har/left-out";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import { printable } from "../../text/printable";
import { counted } from "../../words/counted";
import { PAGE_ADVICE } from "../../words/reasons";
import { cellsOf, fitted, widthOf } from "./cells";
import type { CheckedFile, CheckedHar } from "./formatter";
import type { Look } from "./frame";
import type { Color } from "./paint";
import { wrap } from "./wrap";

export const VERDICT_COLORS: Readonly<Record<Verdict, Color>> = {
  allowed: "green",
  blocked: "red",
  undetermined: "yellow",
  "not-cors": "dim",
};

/** The verdicts that a report counts, in its order: those of all browsers, and those in which browsers differ. */
export const COUNTED = [
  "allowed",
  "blocked",
  "blocked as expected",
  "depends on the browser",
  "cannot tell",
  "not a CORS request",
] as const;

const COUNTED_AS: Readonly<Record<Verdict, (typeof COUNTED)[number]>> = {
  allowed: "allowed",
  blocked: "blocked",
  undetermined: "cannot tell",
  "not-cors": "not a CORS request",
};

export function countedAs({ verdict, differs, expectation }: FetchVerdict): (typeof COUNTED)[number] {
  if (verdict === "blocked" && expectation?.met === true) {
    return "blocked as expected";
  }
  return differs ? "depends on the browser" : COUNTED_AS[verdict];
}

interface Row {
  readonly exchange: JudgedExchange;
  readonly seen: FetchVerdict;
  /** Of the line, 1-based, or of the entry, 0-based. */
  readonly number: string;
}

/**
 * The verdict on each exchange, in the words of the editor. The redirects that a command has followed are in its row. Requests to which CORS doesn't apply, or whose page isn't known, are counted, and the
 * advice is given once.
 */
export function verdictLines({ analysis, har }: CheckedFile, look: Look): string[] {
  const { document, exchanges, lines } = analysis;
  const word = har === null ? "line" : "entry";
  const numberOf = (at: number) => (har === null ? lines.positionAt(at).line + 1 : har.document.entryAt(at));
  const typed = exchanges.filter(({ isHop }) => !isHop);
  const rows = typed.map((exchange): Row => {
    const number = String(numberOf(document.startOf(exchange.request)));
    return { exchange, seen: fetchVerdict(analysis, exchange), number };
  });
  const shown = rows.filter(({ seen }) => !seen.isQuiet);
  const numberWidth = shown.reduce((most, { number }) => Math.max(most, number.length), 0);
  const start = ({ number }: Row) => `  ${word} ${number.padStart(numberWidth)}  `;
  const wordsWidth = shown.reduce((most, { seen }) => Math.max(most, Math.min(seen.words.length, MAX_ALIGNED)), 0);
  return [
    ...shown.flatMap((row) => rowLines(analysis, row, start(row), look, wordsWidth)),
    ...quietLines(
      rows.filter(({ seen }) => seen.isQuiet),
      look,
    ),
    ...probeGroups(analysis.judged).flatMap((group) => probeLines(analysis, group, look)),
    ...(har === null ? [] : leftOutLines(har, look)),
  ];
}

function colorOf({ verdict, differs, expectation }: FetchVerdict): Color {
  if (expectation !== null && expectation.met !== null) {
    return expectation.met ? "green" : "red";
  }
  return VERDICT_COLORS[differs ? "undetermined" : verdict];
}

/** `  line 4  blocked: port differs  GET https://…`, and the reason if the words leave it open; on several lines if one is too short. */
function rowLines(
  analysis: Analysis,
  { exchange, seen }: Row,
  start: string,
  { paint, columns }: Look,
  wordsWidth: number,
): string[] {
  const { request } = exchange;
  const margin = " ".repeat(start.length);
  const color = colorOf(seen);
  const urls = [exchange, ...analysis.judged.hopsOf(exchange)].map((one) => one.target.url ?? one.request.target.text);
  const what = analysis.document.privacy.shown(`${request.method?.text ?? "GET"} ${urls.join(" → ")}`);
  const room = Math.max(MIN_COLUMNS, (columns ?? DEFAULT_COLUMNS) - start.length);
  const beside = room - wordsWidth - 2;
  const isShort = seen.words.length <= wordsWidth && widthOf(cellsOf(what)) <= beside;
  const [first = "", ...more] = wrap(seen.words, columns === null ? null : room);
  const reason = seen.verdict === "undetermined" && !seen.differs ? fetchReason(analysis, exchange) : "";
  const remarks = reason === "" ? [] : [plainHover(analysis.document.privacy.shown(reason))];
  return [
    `${start}${paint(first, color)}${isShort ? `${" ".repeat(wordsWidth - first.length)}  ${fitted(what, beside)}` : ""}`,
    ...more.map((text) => `${margin}${paint(text, color)}`),
    ...(isShort ? [] : [`${margin}${fitted(what, room)}`]),
    ...remarks
      .flatMap((remark) => wrap(printable(remark), columns === null ? null : room))
      .map((text) => `${margin}${text}`),
  ];
}

/** `  3 requests  cannot tell: which page sends this?`, and what to do about it. */
function quietLines(rows: readonly Row[], { paint, columns }: Look): string[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.seen.words);
    if (group === undefined) {
      groups.set(row.seen.words, [row]);
    } else {
      group.push(row);
    }
  }
  const counts = Array.from(groups.values(), ({ length }) => counted(length, "request"));
  const width = counts.reduce((most, count) => Math.max(most, count.length), 0);
  const margin = " ".repeat(width + 4);
  const room = columns === null ? null : Math.max(columns - margin.length, MIN_COLUMNS);
  return [...groups].flatMap(([words, group], i) => [
    `  ${(counts[i] ?? "").padEnd(width)}  ${paint(words, VERDICT_COLORS[group[0]?.seen.verdict ?? "not-cors"])}`,
    ...(group[0]?.exchange.isPageUnknown === true ? wrap(PAGE_ADVICE, room).map((text) => margin + text) : []),
  ]);
}

/** `  probes of GET https://…: 11 of 11 probes refused; that proves nothing about others.` */
function probeLines(analysis: Analysis, group: ProbeGroup, { columns }: Look): string[] {
  const [first] = group.exchanges;
  const url = first === undefined ? "" : (first.target.url ?? first.request.target.text);
  const words = `${url}: ${plainHover(probeSummary(analysis, group).words)}`;
  const room = columns === null ? null : Math.max(columns - 4, MIN_COLUMNS);
  return wrap(printable(analysis.document.privacy.shown(words)), room).map(
    (text, i) => `${i === 0 ? "  " : "    "}${text}`,
  );
}

/** `  left out: 212 same-origin, 3 navigations` */
function leftOutLines({ leftOut }: CheckedHar, { columns }: Look): string[] {
  const counts = Array.from(leftOut, ([reason, count]) => `${count} ${LEFT_OUT[reason]}`);
  const room = columns === null ? null : Math.max(columns - 4, MIN_COLUMNS);
  return counts.length === 0
    ? []
    : wrap(`left out, because CORS doesn't decide about them: ${counts.join(", ")}`, room).map(
        (text, i) => `${i === 0 ? "  " : "    "}${text}`,
      );
}

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  "same-origin": "same-origin",
  "no-cors": "in the mode no-cors",
  navigation: "navigations",
  websocket: "WebSockets",
  "service-worker": "answered by a service worker",
  "without-origin": "without Origin",
  tunnel: "tunnels of a proxy",
  "not-http": "not HTTP",
};

/** Columns up to which the requests after the verdicts are aligned. */
const MAX_ALIGNED = 44;
const MIN_COLUMNS = 20;
const DEFAULT_COLUMNS = 120;
