import type { Analysis } from "../../analysis";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { append } from "../../text/append";
import { consoleItems } from "../console/paragraphs";
import { credentialsParagraphs, preflightReason, responseParagraphs, sideEffectParagraphs } from "../exchange";
import { exchangeAt } from "../locate";
import { sentence } from "../markdown";
import { dominant, headline, reason } from "../verdict";
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
  const chain = chainOf(analysis, analysis.judged.servedBy(exchange)[0] ?? exchange);
  const first = chain[0] ?? exchange;
  const last = chain.at(-1) ?? exchange;
  const participants = participantsOf(analysis, chain);
  const steps = stepsOf(analysis, participants, chain, last);
  const drawing = {
    title: requestLabel(first.request),
    headline: headline(analysis, last),
    verdict: dominant(analysis, last),
    reason: reason(analysis, last),
    participants,
    steps,
    remarks: remarksOf(analysis, chain, last, steps),
  };
  return shownDrawing(drawing, analysis.document.privacy);
}

/** The requests of a fetch, in order. */
function chainOf({ exchanges }: Analysis, exchange: JudgedExchange): JudgedExchange[] {
  const chain = [exchange];
  for (let before = exchange.redirectFrom; before !== null; before = before.redirectFrom) {
    chain.unshift(before);
  }
  const followers = new Map(
    exchanges.flatMap((one) => (one.kind === "actual" && one.redirectFrom !== null ? [[one.redirectFrom, one]] : [])),
  );
  for (let next = followers.get(exchange); next !== undefined; next = followers.get(next)) {
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
  const verdict = dominant(analysis, last);
  const isOpen = verdict === "undetermined" || (verdict === "not-cors" && last.response === null);
  return verdict === "blocked" ? "TypeError" : isOpen ? "response?" : "response";
}

/** What the page gets, and what the browsers print. */
function outcome(analysis: Analysis, last: JudgedExchange): Decision[] {
  const verdict = dominant(analysis, last);
  if (verdict === "not-cors") {
    return [];
  }
  const words = [
    ...(verdict === "blocked"
      ? ["`fetch()` rejects with a `TypeError`: the page learns nothing about the response."]
      : []),
    ...(verdict === "allowed" ? [reason(analysis, last)] : []),
    ...(last.response === null ? [] : responseParagraphs(analysis, last, last.response)),
  ];
  return [
    {
      kind: "decision",
      heading: headline(analysis, last),
      verdict,
      // The heading names the browsers if they differ.
      verdicts: [],
      words,
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
