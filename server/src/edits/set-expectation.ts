import { blockOf } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { commentAbove, lineAt } from "./comment";
import type { Fix } from "./edit";

/** The comment that makes a cross-origin request a test: null where it can't be written, or where the text says what to expect. */
export interface ExpectationComments {
  readonly blocked: Fix | null;
  /** Only where browsers allow the request. */
  readonly allowed: Fix | null;
  /** Whether the request's name says that browsers should block it. It changes no finding. */
  readonly isBlockLikely: boolean;
}

const NONE: ExpectationComments = { blocked: null, allowed: null, isBlockLikely: false };

export function expectationComments(judged: JudgedDocument, exchange: JudgedExchange): ExpectationComments {
  const { kind, applicability, expectation, redirectFrom, isHop, isContested, request, verdict } = exchange;
  const isFirst = kind === "actual" && redirectFrom === null && !isHop;
  if (!isFirst || applicability.applies !== true || expectation !== null || isContested) {
    return NONE;
  }
  const isAllowed = judged.browsers.every((browser) => verdict[browser] === "allowed");
  return {
    blocked: comment(judged, exchange, "blocked"),
    allowed: isAllowed ? comment(judged, exchange, "allowed") : null,
    isBlockLikely: [blockOf(request).title, ...namesOf(exchange)].some((name) => SAYS_BLOCKED.test(name)),
  };
}

function comment(
  { document }: JudgedDocument,
  { request }: JudgedExchange,
  outcome: "blocked" | "allowed",
): Fix | null {
  const line = lineAt(document, document.startOf(request));
  const edit = line === null ? null : commentAbove(document, line, request, `@cors expect=${outcome}`);
  return edit === null ? null : { title: `Expect this request to be ${outcome}`, grade: "suggestion", edits: [edit] };
}

function namesOf({ request }: JudgedExchange): string[] {
  return request.directives.flatMap(({ key, value }) => (key.text.toLowerCase() === "name" ? [value.text] : []));
}

const SAYS_BLOCKED =
  /\b(?:should|must) (?:fail|not be allowed|be (?:blocked|refused|rejected|denied))\b|attack|\bevil\b|malicious|\buntrusted\b/i;
