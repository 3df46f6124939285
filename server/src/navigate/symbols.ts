import type { Analysis } from "../analysis";
import { fetchVerdict } from "../explain/fetch-verdict";
import { requestName } from "../http/request-name";
import { blockOf, isSameCommand, type Request, type Response, statusLineRange } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Range } from "../text/range";
import { exchangeExtent, messageExtent, requestLineRange } from "./extents";

/** An entry of a document's outline. Ranges are in the document; children's are inside their parent's. */
export interface OutlineEntry {
  readonly kind: "exchange" | "preflight" | "request" | "response";
  /** One line, never empty. */
  readonly name: string;
  /** An exchange's verdict, or the rest of a message's start line; null if there is none. */
  readonly detail: string | null;
  readonly range: Range;
  /** The range that a click selects. */
  readonly selection: Range;
  readonly children: readonly OutlineEntry[];
}

/**
 * The exchanges of a document, and responses without a request. A preflight right before the only request that it serves is a child of that
 * request; other preflights have their own entry. The requests of one command have one entry.
 */
export function outlineOf(analysis: Analysis): OutlineEntry[] {
  const { judged, document } = analysis;
  const entries: OutlineEntry[] = [];
  for (const [i, exchange] of judged.exchanges.entries()) {
    if (isOfNext(analysis, i)) {
      continue;
    }
    const own = exchangeEntry(analysis, exchange);
    const before = judged.exchanges[i - 1];
    const last = entries.at(-1);
    if (before !== undefined && last !== undefined && isSameCommand(before.request, exchange.request)) {
      entries.splice(-1, 1, withAnother(last, own));
      continue;
    }
    entries.push(
      before !== undefined && isOfNext(analysis, i - 1) ? withPreflight(own, exchangeEntry(analysis, before)) : own,
    );
  }
  const alone = document.blocks.flatMap(({ messages }) =>
    messages.flatMap((message) =>
      message.kind === "response" && judged.exchangeOf(message) === null ? [responseEntry(analysis, message)] : [],
    ),
  );
  return [...entries, ...outside(entries, alone)].sort((a, b) => a.range.start - b.range.start);
}

/** Whether an exchange is a preflight that only the next one relies on. */
function isOfNext({ judged }: Analysis, index: number): boolean {
  const exchange = judged.exchanges[index];
  const served = exchange === undefined ? [] : judged.servedBy(exchange);
  const next = judged.exchanges[index + 1];
  return (
    exchange !== undefined &&
    next !== undefined &&
    served.length === 1 &&
    served[0] === next &&
    !isSameCommand(exchange.request, next.request)
  );
}

function exchangeEntry(analysis: Analysis, exchange: JudgedExchange): OutlineEntry {
  const { request, response, kind } = exchange;
  const title = titleOf(request);
  const { words, isQuiet } = fetchVerdict(analysis, exchange);
  return {
    kind: kind === "preflight" ? "preflight" : "exchange",
    name: shown(analysis, title ?? oneLine(requestName(request))),
    detail: isQuiet ? null : words,
    range: exchangeExtent(analysis, exchange),
    selection: startLine(analysis, request),
    children: apart([
      // The method and path are already in the exchange's name unless that is a title.
      messageEntry(analysis, request, "request", "Request", title === null ? "" : requestName(request)),
      ...(response === null ? [] : [responseEntry(analysis, response)]),
    ]),
  };
}

/** The entry of a command with another exchange of it: only the response has its own place. */
function withAnother(entry: OutlineEntry, { range, detail, children }: OutlineEntry): OutlineEntry {
  const responses = children.filter(({ kind }) => kind === "response").map((response) => ({ ...response, detail }));
  return {
    ...entry,
    range: { start: entry.range.start, end: Math.max(entry.range.end, range.end) },
    children: [...entry.children, ...responses],
  };
}

/** In the order of the text; none if the lines of two alternate, as in a copy of a browser's panel. */
function apart(entries: readonly OutlineEntry[]): OutlineEntry[] {
  const sorted = entries.toSorted((a, b) => a.range.start - b.range.start);
  return sorted.some(({ range }, i) => i > 0 && range.start < (sorted[i - 1]?.range.end ?? 0)) ? [] : sorted;
}

function withPreflight(entry: OutlineEntry, preflight: OutlineEntry): OutlineEntry {
  return {
    ...entry,
    range: { start: preflight.range.start, end: entry.range.end },
    children: [preflight, ...entry.children],
  };
}

/** The block's title, if the request is the first in the block. */
function titleOf(request: Request): string | null {
  const block = blockOf(request);
  const isFirst = block.messages.find(({ kind }) => kind === "request") === request;
  const title = isFirst ? oneLine(block.title) : "";
  return title === "" ? null : title;
}

function responseEntry(analysis: Analysis, response: Response): OutlineEntry {
  const { status, reason } = response;
  return messageEntry(analysis, response, "response", `Response ${status.text}`, reason?.text ?? "");
}

function messageEntry(
  analysis: Analysis,
  message: Request | Response,
  kind: "request" | "response",
  name: string,
  detail: string,
): OutlineEntry {
  return {
    kind,
    name: shown(analysis, oneLine(name)),
    detail: shown(analysis, oneLine(detail)) || null,
    range: messageExtent(analysis, message),
    selection: startLine(analysis, message),
    children: [],
  };
}

function startLine({ document }: Analysis, message: Request | Response): Range {
  const range = message.kind === "request" ? requestLineRange(message) : statusLineRange(message);
  return document.rangeOf({ anchor: message, range });
}

function shown({ document }: Analysis, name: string): string {
  return document.privacy.shown(name);
}

/** Control characters would break an editor's list. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** The entries of the second list that aren't inside one of the first: an interim response belongs to the exchange around it. */
function outside(entries: readonly OutlineEntry[], others: readonly OutlineEntry[]): OutlineEntry[] {
  let i = 0;
  return others.filter(({ range }) => {
    while (i < entries.length && (entries[i] as OutlineEntry).range.end <= range.start) {
      i++;
    }
    const next = entries[i];
    return next === undefined || next.range.start >= range.end;
  });
}
