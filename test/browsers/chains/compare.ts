import { analyse } from "../../../server/src/analysis";
import { fileReportOf } from "../../../server/src/cli/format/report-model";
import { Comparison } from "../compare/difference";
import type { EngineName } from "../harness/engines/engine";
import { headerValue } from "../harness/play";
import type { Recording } from "../harness/story";
import type { Style } from "../text/style";
import type { ChainRequest, Prediction } from "./predict";

/** Compares an engine's behaviour with what the core says about the story. */
export function compareChain(recording: Recording, prediction: Prediction): Comparison {
  const comparison = new Comparison("core");
  const { outcome } = recording;
  const seen = withoutCached(seenRequests(recording));
  const predicted = withoutCached(prediction.requests);
  const isPreflight = ({ kind }: ChainRequest) => kind === "preflight";
  comparison.compare("verdict", outcome.kind, prediction.verdict);
  comparison.compare(
    "requests sent",
    seen.map(({ kind, hop, method }) => `${kind} ${hop} ${method}`),
    predicted.map(({ kind, hop, method }) => `${kind} ${hop} ${method}`),
  );
  comparison.compare(
    "Origin of each",
    seen.map(({ origin }) => origin),
    predicted.map(({ origin }) => origin),
  );
  comparison.compare("preflights' fields", seen.filter(isPreflight), predicted.filter(isPreflight));
  if (outcome.kind === "allowed") {
    comparison.compare("readable headers", outcome.headerNames, prediction.readable);
  }
  return comparison;
}

/** A redirect to itself asks for permission once, or again for another method or origin: the preflight cache has its own suite. */
function withoutCached(requests: readonly ChainRequest[]): ChainRequest[] {
  const asked = new Set<number>();
  return requests.filter(({ kind, hop }) => {
    const isNew = kind === "actual" || !asked.has(hop);
    asked.add(hop);
    return isNew;
  });
}

function seenRequests({ requests }: Recording): ChainRequest[] {
  return requests.map(({ kind, hop, method, lines }) => ({
    kind,
    hop,
    method,
    origin: headerValue(lines, "Origin") ?? null,
    accessControlRequestMethod: headerValue(lines, "Access-Control-Request-Method") ?? null,
    accessControlRequestHeaders: headerValue(lines, "Access-Control-Request-Headers") ?? null,
  }));
}

/** Compares an engine's behaviour with what CORS Lens says about the sent requests, read from a text. */
export function compareChainText(text: string, style: Style, recording: Recording, engine: EngineName): Comparison {
  const comparison = new Comparison("text", text);
  const { exchanges } = fileReportOf(
    "chain",
    analyse(text, style.carrier, { origin: null }, (_, error) => {
      throw error;
    }),
  );
  const { outcome, requests } = recording;
  comparison.compare(
    "exchanges found",
    requests.map(({ kind }) => kind),
    exchanges.map(({ kind }) => kind),
  );
  const last = exchanges.at(-1);
  // CORS doesn't apply to a chain within the page's own origin, unless something fails.
  const verdict = last?.verdict[engine] === "not-cors" ? "allowed" : last?.verdict[engine];
  comparison.compare("verdict", outcome.kind, verdict);
  comparison.compare(
    "hops linked",
    linksSeen(recording),
    exchanges.map(({ redirectFrom }) => redirectFrom),
  );
  if (outcome.kind === "allowed" && last?.verdict[engine] === "allowed") {
    comparison.compare("readable headers", outcome.headerNames, last.exposedHeaders[engine]);
  }
  return comparison;
}

/**
 * For each request, the index of the one that redirected to it: the one before, except for preflights. Null for the first one and for
 * preflights.
 */
function linksSeen({ requests }: Recording): (number | null)[] {
  let last: number | null = null;
  return requests.map(({ kind }, index) => {
    const link = kind === "actual" ? last : null;
    last = kind === "actual" ? index : last;
    return link;
  });
}
