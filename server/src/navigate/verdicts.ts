import type { Analysis } from "../analysis";
import { corsDirective } from "../exchange/cors-directive";
import { fetchReason, fetchVerdict, heading } from "../explain/fetch-verdict";
import { exchangeAt } from "../explain/locate";
import { plainHover } from "../explain/plain";
import { needsEnvironment } from "../explain/undetermined";
import { CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS } from "../headers/headers";
import type { Line } from "../http/line";
import { blockOf, type Directive, messagesOf } from "../http/tree";
import type { Range } from "../text/range";
import { lineIndexAt } from "./extents";

/** The verdict on the fetch of an exchange, and where to show it. */
export interface ShownVerdict {
  /** A few words: `CORS: blocked: port differs`. */
  readonly label: string;
  /** The reason in a few sentences of plain text; empty if the label says it all. */
  readonly reason: string;
  /** Whether this is the one that asks for the page's origin: the first in the document that needs it. */
  readonly asksForPage: boolean;
  /** Whether it is undetermined because no environment is chosen. */
  readonly needsEnvironment: boolean;
  /** The content of the request's first line in the document, without its prefix and terminator. */
  readonly line: Range;
}

/**
 * The verdicts of a document, in document order; none in examples that are marked as bad. The redirects that a command has followed have one. Where a
 * document is about CORS, the first request whose page isn't known has one too, because nothing else would say why the others have none.
 * @param showsAll whether to include all requests to which CORS doesn't apply, or whose page isn't known.
 */
export function verdictsOf(analysis: Analysis, showsAll: boolean): ShownVerdict[] {
  const { document, judged } = analysis;
  const { lines } = document;
  const shown = analysis.exchanges.filter(({ request, isHop }) => !isHop && !blockOf(request).badExample);
  const first = shown.find(({ isPageUnknown }) => isPageUnknown) ?? null;
  const asking = first !== null && isAboutCors(analysis) ? first : null;
  return shown.flatMap((exchange) => {
    const { words, verdict, decisive, isQuiet } = fetchVerdict(analysis, exchange);
    const asksForPage = exchange === asking;
    if (isQuiet && !asksForPage && !showsAll) {
      return [];
    }
    const { content, end } = lines[lineIndexAt(analysis, document.startOf(exchange.request))] as Line;
    return [
      {
        label: verdict === "not-cors" ? words : `CORS: ${words}`,
        reason: plainHover(document.privacy.shown(fetchReason(analysis, judged.lastHop(exchange)))),
        asksForPage,
        needsEnvironment: needsEnvironment(analysis, decisive),
        line: { start: content, end },
      },
    ];
  });
}

/**
 * The verdict on the fetch of the exchange at an offset, as a heading: `Blocked: port differs`. Null between exchanges, in examples that are marked
 * as bad, and where nothing is about CORS.
 */
export function verdictAt(analysis: Analysis, offset: number): string | null {
  const exchange = exchangeAt(analysis.judged, offset);
  if (exchange === null || blockOf(exchange.request).badExample) {
    return null;
  }
  const { words } = fetchVerdict(analysis, exchange);
  return exchange.isPageUnknown && !isAboutCors(analysis) ? null : heading(words);
}

/** Whether a document has something to say about CORS: a page's origin, a header of the protocol or a `@cors` comment. */
function isAboutCors({ document, exchanges }: Analysis): boolean {
  const isCors = (directive: Directive) => corsDirective(directive) !== null;
  return (
    exchanges.some(({ origin }) => origin !== null) ||
    document.topDirectives.some(isCors) ||
    messagesOf(document).some(
      (message) =>
        message.fields.some(({ name }) => PROTOCOL_HEADERS.has(name.text.toLowerCase())) ||
        (message.kind === "request" && message.directives.some(isCors)),
    )
  );
}

const PROTOCOL_HEADERS: ReadonlySet<string> = new Set(
  [...CORS_REQUEST_HEADERS, ...CORS_RESPONSE_HEADERS].map((name) => name.toLowerCase()),
);
