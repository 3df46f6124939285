import type { Analysis } from "../../analysis";
import { requestName } from "../../http/request-name";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { append } from "../../text/append";
import { consoleItems } from "../console/paragraphs";
import { credentialsParagraphs, responseParagraphs, sideEffectParagraphs } from "../exchange";
import { type FetchVerdict, fetchReason, fetchVerdict, heading } from "../fetch-verdict";
import { exchangeAt } from "../locate";
import { sentence } from "../markdown";
import { preflightReason } from "../preflight-need";
import { reason } from "../verdict";
import { arrow } from "./arrow";
import type { Hop } from "./decision";
import type { Decision, Drawing, Participant, Step } from "./drawing";
import { lineOf, requestLabel } from "./field-lines";
import { hopSteps } from "./hop";
import { BROWSER, PAGE, participantsOf } from "./participants";
import { loneDecision } from "./preflight";
import { shownDrawing } from "./shown";

/** The fetch that contains the exchange at an offset; null if there is no exchange. Never throws. */
export function drawingAt(analysis: Analysis, offset: number): Drawing | null {
  const exchange = exchangeAt(analysis.judged, offset);
  return exchange === null ? null : draw(analysis, exchange);
}

/** The fetch that contains an exchange, with its preflights and the redirects before and after it. */
export function draw(analysis: Analysis, exchange: JudgedExchange): Drawing {
  const seen = fetchVerdict(analysis, exchange);
  const chain = chainOf(analysis, drawnFor(analysis, exchange, seen));
  const first = chain[0] ?? exchange;
  const last = chain.at(-1) ?? exchange;
  const participants = participantsOf(analysis, chain);
  const steps = stepsOf(analysis, participants, chain, last);
  const drawing = {
    title: requestLabel(first.request),
    name: requestName(first.request),
    headline: heading(seen.words),
    verdict: seen.verdict,
    reason: fetchReason(analysis, exchange),
    participants,
    steps,
    remarks: remarksOf(analysis, chain, last, steps),
  };
  return shownDrawing(drawing, analysis.document.privacy);
}

/** The exchange whose fetch is drawn: for a preflight, a request that relies on it, unless the preflight fails and that request doesn't. */
function drawnFor(analysis: Analysis, exchange: JudgedExchange, { verdict }: FetchVerdict): JudgedExchange {
  const [served = exchange] = analysis.judged.servedBy(exchange);
  return verdict === "blocked" && fetchVerdict(analysis, served).verdict !== "blocked" ? exchange : served;
}

/** The requests of a fetch, in order. */
function chainOf({ judged }: Analysis, exchange: JudgedExchange): JudgedExchange[] {
  const chain = [exchange];
  for (let before = exchange.redirectFrom; before !== null; before = before.redirectFrom) {
    chain.unshift(before);
  }
  for (let next = judged.followerOf(exchange); next?.kind === "actual"; next = judged.followerOf(next)) {
    chain.push(next);
  }
  return chain;
}

function stepsOf(
  analysis: Analysis,
  participants: readonly Participant[],
  chain: readonly JudgedExchange[],
  last: JudgedExchange,
): Step[] {
  const hops = chain.map((exchange, i): Hop => ({ analysis, participants, exchange, next: chain[i + 1] ?? null }));
  const [first] = hops;
  if (first !== undefined && first.exchange.kind === "preflight") {
    return loneDecision(first);
  }
  const steps: Step[] =
    first === undefined ? [] : [arrow(PAGE, BROWSER, "fetch()", { line: lineOf(analysis, first.exchange.request) })];
  for (const hop of hops) {
    const made = hopSteps(hop);
    append(steps, made);
    if (made.some((step) => step.kind === "arrow" && step.state === "never-sent")) {
      // Nothing happens after a request that isn't sent.
      break;
    }
  }
  return [...steps, arrow(BROWSER, PAGE, resultLabel(analysis, last)), ...outcome(analysis, last)];
}

function resultLabel(analysis: Analysis, last: JudgedExchange): string {
  const { verdict } = fetchVerdict(analysis, last);
  const isOpen = verdict === "undetermined" || (verdict === "not-cors" && last.response === null);
  return verdict === "blocked" ? "TypeError" : isOpen ? "response?" : "response";
}

/** What the page gets, and what the browsers print. */
function outcome(analysis: Analysis, last: JudgedExchange): Decision[] {
  const { verdict, words } = fetchVerdict(analysis, last);
  if (verdict === "not-cors") {
    return [];
  }
  const remarks = [
    ...(verdict === "blocked"
      ? ["`fetch()` rejects with a `TypeError`: the page learns nothing about the response."]
      : []),
    ...(verdict === "allowed" ? [reason(analysis, last)] : []),
    ...(last.response === null ? [] : responseParagraphs(analysis, last, last.response)),
  ];
  return [
    {
      kind: "decision",
      heading: heading(words),
      verdict,
      // The heading names the browsers if they differ.
      verdicts: [],
      causes: [],
      words: remarks,
      expected: [],
      step: null,
      console: consoleItems(analysis, last),
      line: null,
    },
  ];
}

/** Remarks about preflights, side effects and credentials, and the findings that no step shows. */
function remarksOf(
  analysis: Analysis,
  chain: readonly JudgedExchange[],
  last: JudgedExchange,
  steps: readonly Step[],
): string[] {
  const known = new Set(steps.flatMap((step) => (step.kind === "decision" ? step.words : step.notes)));
  const messages = new Set<unknown>(
    chain.flatMap(({ request, response, servedBy }) => [request, response, servedBy?.request, servedBy?.response]),
  );
  const remarks = [
    ...chain.flatMap((exchange) => preflightReason(exchange) ?? []),
    ...sideEffectParagraphs(last),
    ...credentialsParagraphs(last),
    ...analysis.findings.filter(({ place }) => messages.has(place.anchor)).map(({ message }) => sentence(message)),
  ];
  return [...new Set(remarks)].filter((remark) => !known.has(remark));
}
