import { analyse } from "../../../server/src/analysis";
import { type ExchangeReport, fileReportOf } from "../../../server/src/cli/format/report-model";
import type { EngineName } from "../harness/engines/engine";
import type { Story } from "../harness/story";
import type { Style } from "../text/style";
import { scriptLines } from "./core";
import { Comparison } from "./difference";
import type { Observed } from "./observed";

/**
 * Compares a browser's behaviour with what CORS Lens says about the same exchange, read from a text: in the JSON report, whose format is
 * stable.
 */
export function compareText(text: string, style: Style, story: Story, seen: Observed, engine: EngineName): Comparison {
  const comparison = new Comparison("text", text);
  const { exchanges } = fileReportOf(
    "story",
    analyse(text, style.carrier, { origin: null }, (_, error) => {
      throw error;
    }),
  );
  const path = new URL(story.call.url).pathname;
  const report = exchanges.findLast(
    ({ kind, request }) => kind === "actual" && request.url !== "http://unrelated.example/",
  );
  if (report === undefined || (report.request.url !== null && !report.request.url.endsWith(path))) {
    comparison.compare("exchange found", true, false);
    return comparison;
  }
  comparison.compare("exchange found", true, true);
  if (mayBeReadOtherwise(story) && report.needsPreflight[engine] === null) {
    const expected = expectedVerdict(style, story, seen);
    if (expected !== null && report.verdict[engine] !== "undetermined") {
      comparison.compare("verdict", expected, report.verdict[engine]);
    }
    return comparison;
  }
  comparison.compare("preflight sent", seen.preflight !== null, report.needsPreflight[engine]);
  if (seen.preflight !== null && !(mayBeReadOtherwise(story) && report.preflightRequest[engine] === null)) {
    const { method, headers } = seen.preflight;
    comparison.compare("preflight's fields", { method, headers }, report.preflightRequest[engine]);
  }
  const expected = expectedVerdict(style, story, seen);
  if (expected !== null && !(mayBeReadOtherwise(story) && report.verdict[engine] === "undetermined")) {
    comparison.compare("verdict", expected, report.verdict[engine]);
  }
  if (expected === "allowed" && report.verdict[engine] === "allowed") {
    comparison.compare("readable headers", seen.exposed, report.exposedHeaders[engine]);
  }
  return comparison;
}

/**
 * Whether a text leaves open what set the headers: a script with pairs of them or with a `Headers` object, which combines those of one name; or an
 * EventSource or a media element.
 */
export function mayBeReadOtherwise({ call }: Story): boolean {
  const names = scriptLines(call).map(({ name }) => name.toLowerCase());
  return (
    new Set(names).size < names.length || names.some((name) => name === "last-event-id" || name === "icy-metadata")
  );
}

/** Null if the text doesn't show what the browser's decision depends on. */
function expectedVerdict(style: Style, story: Story, seen: Observed): ExchangeReport["verdict"]["fetch"] | null {
  const needsWhatIsNotShown = seen.preflight !== null && !style.preflight;
  switch (seen.verdict) {
    case "refused":
      return null;
    case "not-cors":
      return "not-cors";
    case "allowed":
      return needsWhatIsNotShown ? "undetermined" : "allowed";
    case "blocked":
      return needsWhatIsNotShown && (!seen.isSent || mayRevalidate(story)) ? null : "blocked";
  }
}

/** Without its preflight, a text doesn't show that a condition is the script's own: the stored response may have fields that a 304 lacks. */
function mayRevalidate({ call, hops: [{ actual }] }: Story): boolean {
  return (
    actual.status === 304 && scriptLines(call).some(({ name }) => /^if-(?:none-match|modified-since)$/i.test(name))
  );
}
