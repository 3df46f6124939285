import { headerListOf } from "../case/header-list";
import { get } from "../cors/header-list";
import { extractHeaderListValues } from "../cors/list-values";
import { blockRunsOf } from "../exchange/block-runs";
import { exchangesOf } from "../exchange/exchange";
import { groupsOf } from "../exchange/groups";
import { ParsedDocument } from "../http/document";
import { messagesOf } from "../http/tree";
import { grantOf } from "../judged/grant";
import { judgeExchanges } from "../judged/judge";
import { type JudgedDocument, JudgedExchanges } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { TextEdit } from "../text/edit";
import { memo } from "../text/memo";
import { mayGrant } from "./may-grant";
import { stretchesAround } from "./stretches";

/**
 * Whether edits give no permission that is a hole: none to an exchange that `mayGrant` leaves out, and no `*` beside credentials. Reads the text
 * around them again.
 */
export function opensNoHole(judged: JudgedDocument, edits: readonly TextEdit[]): boolean {
  const { document } = judged;
  if (!(document instanceof ParsedDocument) || document.reading === null) {
    return true;
  }
  if (edits.every(({ newText }) => DIRECTIVE.test(newText))) {
    return true;
  }
  if (!hasGuarded(judged) && !edits.some(({ newText }) => MAY_ALLOW_ALL.test(newText))) {
    return true;
  }
  for (const { before, after } of stretchesAround(document, document.reading, edits)) {
    const holes = holesIn(judged, before);
    if (holesIn(judged, after).some((count, i) => count > (holes[i] ?? 0))) {
      return false;
    }
  }
  return true;
}

/** A comment `# @cors …` on a line of its own. It may say that a permission is a hole, but gives none. */
const DIRECTIVE = /^(?:(?:#|\/\/) )?@cors [^\r\n]*[\r\n]+[^\r\n]*$/;

/** A text that may become `*`, or the value or name of Access-Control-Allow-Credentials. */
const MAY_ALLOW_ALL = /\*|true|credentials/i;

/** Whether a document has an exchange whose origin nothing may be granted to. */
const hasGuarded = memo((judged: JudgedDocument) => judged.exchanges.some((exchange) => !mayGrant(judged, exchange)));

/** How often a text allows an origin that it should not: no count may rise. */
function holesIn({ context }: JudgedDocument, document: ParsedDocument): readonly number[] {
  const runs = blockRunsOf(document, context);
  const groups = Array.from(groupsOf(runs).values(), (requests) => judgeExchanges(exchangesOf(requests)));
  let allowed = 0;
  let granted = 0;
  let withCredentials = 0;
  let listed = 0;
  for (const exchanges of groups) {
    const judged = new JudgedExchanges(exchanges, context);
    for (const exchange of exchanges) {
      if (!mayGrant(judged, exchange)) {
        const { outcome, credentials } = grantOf(exchange);
        allowed += judged.browsers.some((browser) => exchange.verdict[browser] === "allowed") ? 1 : 0;
        granted += outcome === "granted" ? 1 : 0;
        withCredentials += credentials ? 1 : 0;
        listed += listedIn(exchange);
      }
    }
  }
  const open = messagesOf(document).filter((message) => {
    const headers = message.kind === "request" ? null : headerListOf(message);
    return (
      headers !== null &&
      get(headers, "Access-Control-Allow-Origin") === "*" &&
      get(headers, "Access-Control-Allow-Credentials") === "true"
    );
  });
  return [allowed, granted, withCredentials, listed, open.length];
}

/** How much the lists of a response allow. A request that relies on it may be elsewhere in the document. */
function listedIn({ response }: JudgedExchange): number {
  const headers = response === null ? null : headerListOf(response);
  return LISTS.reduce((sum, name) => {
    const items = headers === null ? null : extractHeaderListValues(name, headers);
    const names: readonly string[] = Array.isArray(items) ? items : [];
    return sum + (names.includes("*") ? Number.POSITIVE_INFINITY : names.length);
  }, 0);
}

const LISTS = ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers"] as const;
