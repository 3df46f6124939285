import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { quote } from "../../words/quote";
import { isAnswered } from "../framework/blocking";
import type { Related, Report, Severity } from "../framework/rule";
import { firstOf, type Granted, severityOfHole } from "./granted";
import { headerPlace } from "./header-places";
import { type HoleKind, holeOf, type OriginHole } from "./origin-holes";
import { knownOrigin } from "./page-origin";

/** At most this many places of a kind are shown as evidence. */
const MAX_RELATED = 8;

/**
 * Reports a hole at the first response that shows it, with the other evidence as related places.
 * @param words the sentence, and the severity where neither credentials nor an internal network are at stake.
 */
export function* holeReport(
  kind: HoleKind,
  exchanges: readonly JudgedExchange[],
  judged: JudgedExchanges,
  words: (
    first: Granted,
    hole: OriginHole,
  ) => { readonly message: string; readonly otherwise: Severity; readonly severity?: Severity },
): Generator<Report> {
  const hole = holeOf(kind, exchanges, judged);
  const found = hole === null ? null : firstOf(hole.grants);
  if (hole === null || found === null) {
    return;
  }
  const { message, otherwise, severity = severityOfHole(found.first, otherwise) } = words(found.first, hole);
  yield {
    message,
    place: found.first.place,
    severity,
    related: [
      ...found.others
        .slice(0, MAX_RELATED)
        .map(({ origin, place }) => ({ message: `${quote(origin)} is allowed, too.`, place })),
      ...hole.refusals.flatMap(refusal),
    ],
  };
}

function refusal(exchange: JudgedExchange): Related[] {
  return isAnswered(exchange)
    ? [
        {
          message: `${quote(knownOrigin(exchange) ?? "")} is refused.`,
          place: headerPlace(exchange.response, "Access-Control-Allow-Origin"),
        },
      ]
    : [];
}

/** The host of an origin, without its scheme and port; the origin itself if it isn't that of a page on the web. */
export function hostOf(origin: string): string {
  return /^https?:\/\//.test(origin) ? new URL(origin).hostname : origin;
}
