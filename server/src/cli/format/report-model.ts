import type { Analysis } from "../../analysis";
import { receivedHeadersOf } from "../../case/header-list";
import { ENGINES, type Engine, type PerEngine, perEngine } from "../../cors/engines";
import { preflightMaxAge } from "../../cors/max-age";
import type { CorsPreflightRequest } from "../../cors/preflight-request";
import { exposedHeaderNames } from "../../cors/response-header";
import type { Response } from "../../http/tree";
import { expectationMet } from "../../judged/expectation";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Finding } from "../../rules/framework/rule";
import type { Anchor, Place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import type { CheckedFile, CheckedHar } from "./formatter";
import { placeInFile } from "./places";
import { fencesPassedOver } from "./totals";

/** See `fileReportOf`. */
export type FileReport = ReturnType<typeof fileReportOf>;
export type ExchangeReport = FileReport["exchanges"][number];

/**
 * A file in the output of `check --format json`. This is a stable format. Lines and columns are 1-based, columns count
 * UTF-16 code units, and ends are exclusive. In a HAR they are those of the HAR.
 */
export function fileReportOf(path: string, analysis: Analysis, har: CheckedHar | null = null) {
  const { document, exchanges, failures, findings, suppressed, judged } = analysis;
  const file: CheckedFile = { path, analysis, har };
  const indices = new Map(exchanges.map((exchange, index) => [exchange, index]));
  const lineOf = (place: Anchor | Place) => {
    const at = "range" in place ? document.rangeOf(place).start : document.startOf(place);
    return placeInFile(file, { start: at, end: at }).start.line + 1;
  };
  const { privacy } = document;
  const fences = fencesPassedOver(analysis);
  const reportOf = (exchange: JudgedExchange) => {
    const report = exchangeReportOf(exchange, failures.get(exchange) ?? [], lineOf, indices);
    const { request, preflightRequest, exposedHeaders } = report;
    const { expectation } = exchange;
    return {
      // Only in a HAR: the index in log.entries.
      ...(har === null ? {} : { entry: har.document.entryAt(document.startOf(exchange.request)) }),
      ...report,
      // Only where a directive says what to expect. Null if it can't be told whether that is met.
      ...(expectation === null ? {} : { expected: expectation.value, met: expectationMet(judged, exchange) }),
      ...privacy.shown({ request, preflightRequest, exposedHeaders }),
    };
  };
  return {
    path,
    ...(har === null ? {} : { har: harReportOf(har) }),
    exchanges: exchanges.map(reportOf),
    diagnostics: findings.map((finding) => diagnosticReportOf(finding, file)),
    // Fences that look like exchanges: they may be something else, or a setting says not to read them.
    ...(fences.length === 0
      ? {}
      : {
          unreadFences: fences.map((fence) => ({
            line: lineOf(fence),
            reason: fence.isDoubtful ? "doubtful" : "readUnlabelledFences",
          })),
        }),
    // With the reasons that the comments give.
    ...(suppressed.length === 0
      ? {}
      : {
          suppressed: suppressed.map(({ finding, by }) => ({
            ...diagnosticReportOf(finding, file),
            reason: privacy.shown(by.reason),
          })),
        }),
  };
}

function exchangeReportOf(
  exchange: JudgedExchange,
  failures: readonly Finding[],
  lineOf: (place: Anchor | Place) => number,
  indices: ReadonlyMap<JudgedExchange, number>,
) {
  const indexOf = (other: JudgedExchange | null) => (other === null ? null : (indices.get(other) ?? null));
  const { kind, request, response, target, origin, servedBy, redirectFrom, resolvedCredentials, verdict } = exchange;
  return {
    kind,
    request: {
      line: lineOf(request),
      // As typed if it is unknown.
      method: isUnknown(request.methodValue) ? (request.method?.text ?? "GET") : request.methodValue,
      // Absolute; null if the text doesn't say it. A value from a private file is replaced by its reference, `{{name}}`.
      url: target.url,
      // `"null"` for an opaque origin; null if it is absent or unknown.
      origin: origin === null || isUnknown(origin.value) ? null : origin.value,
    },
    // The status is null if it is unknown.
    response: response === null ? null : { line: lineOf(response), status: statusOf(response) },
    // The indexes of the preflight that it relies on, and of the exchange that redirects here.
    preflight: indexOf(servedBy),
    redirectFrom: kind === "preflight" ? null : indexOf(redirectFrom),
    // Null if the text says that it isn't known.
    credentials: isUnknown(resolvedCredentials.mode) ? null : resolvedCredentials.mode,
    credentialsFrom: resolvedCredentials.from,
    // Null if it depends on something unknown.
    needsPreflight: perEngine((engine) => needsPreflight(exchange, engine)),
    preflightRequest: perEngine((engine) => preflightRequest(exchange, engine)),
    verdict,
    // In step order.
    failures: failures.map(({ rule, engines, place }) => ({
      rule,
      engines: ENGINES.filter((engine) => engines?.includes(engine) ?? false),
      line: lineOf(place),
    })),
    // The names in the text that scripts can read: lower case, unique, sorted. Null if it isn't allowed, or if this is unknown.
    exposedHeaders: perEngine((engine) => exposedHeaders(exchange, engine)),
    // In seconds, 0 if nothing is cached; null if this isn't a preflight with a response, or if it is unknown.
    preflightMaxAge: maxAges(exchange),
  };
}

/**
 * Null if it depends on an origin that the text doesn't say. An exchange to which CORS doesn't apply needs no preflight.
 */
function needsPreflight(
  { kind, applicability, isPageUnknown, judgement }: JudgedExchange,
  engine: Engine,
): boolean | null {
  if (kind === "preflight") {
    return false;
  }
  if (applicability.applies === true) {
    return judgement[engine].needsPreflight;
  }
  return applicability.applies === "undetermined" || isPageUnknown ? null : false;
}

function preflightRequest(
  { kind, applicability, judgement }: JudgedExchange,
  engine: Engine,
): Pick<CorsPreflightRequest, "method" | "headers"> | null {
  const asked = kind === "actual" && applicability.applies === true ? judgement[engine].preflightRequest : null;
  return asked === null ? null : { method: asked.method, headers: asked.headers };
}

function exposedHeaders(
  { kind, response, verdict, resolvedCredentials }: JudgedExchange,
  engine: Engine,
): readonly string[] | null {
  if (kind !== "actual" || response === null || verdict[engine] !== "allowed") {
    return null;
  }
  // Only names in the text are listed, and elided lines are assumed to expose none of them.
  return exposedHeaderNames({ ...receivedHeadersOf(response), complete: true }, resolvedCredentials.mode, engine);
}

function maxAges({ kind, response, verdict, applicability }: JudgedExchange): PerEngine<number> | null {
  if (kind !== "preflight" || response === null || applicability.applies === false) {
    return null;
  }
  const ages = perEngine((engine) =>
    verdict[engine] === "blocked" ? 0 : preflightMaxAge(receivedHeadersOf(response), engine),
  );
  const { fetch, chromium, firefox, webkit } = ages;
  return fetch === null || chromium === null || firefox === null || webkit === null
    ? null
    : { fetch, chromium, firefox, webkit };
}

function statusOf({ statusValue }: Response): number | null {
  return !isUnknown(statusValue) && /^[0-9]{1,9}$/.test(statusValue) ? Number(statusValue) : null;
}

function harReportOf({ count, leftOut, tooMany, error }: CheckedHar) {
  return {
    entries: count,
    leftOut: Object.fromEntries(leftOut),
    // Only if not all of the file was checked.
    ...(tooMany === 0 ? {} : { tooMany }),
    ...(error === null ? {} : { error: { line: error.line + 1, column: error.column + 1, reason: error.reason } }),
  };
}

function diagnosticReportOf({ rule, severity, message, place }: Finding, file: CheckedFile) {
  const { start, end } = placeInFile(file, file.analysis.document.rangeOf(place));
  return {
    rule,
    severity,
    message,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
