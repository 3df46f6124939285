import type { Analysis } from "../analysis";
import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod } from "../cors/method";
import { OPAQUE_ORIGIN } from "../cors/origin";
import type { CorsPreflightRequest } from "../cors/preflight-request";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";
import { ENGINE_NAMES, enumerate } from "../rules/shared/words";
import { isUnknown } from "../text/unknown";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf } from "../verdict/script-headers";
import { withoutPassword } from "./console/attempt";
import { consoleParagraphs } from "./console/paragraphs";
import { code, httpBlock } from "./markdown";
import { keptAnswerParagraphs, reusedAnswerParagraphs } from "./preflight-cache";
import { stepLink } from "./standard";
import { decidingStep, headline, reason, reasonFinding, ruleLink } from "./verdict";

/** The paragraphs that explain an exchange, for hover, panel and terminal alike. Each is Markdown. */

/**
 * The verdict first, then why, what is compared, the line that would be right, the step that decides, and what browsers print.
 * @param comparison paragraphs that show the reason in more detail, such as a table.
 */
export function verdictParagraphs(
  analysis: Analysis,
  exchange: JudgedExchange,
  comparison: readonly string[] = [],
): string[] {
  const step = decidingStep(analysis, exchange);
  const finding = reasonFinding(analysis, exchange);
  const sources = [
    ...(step === null ? [] : [`Decided by ${stepLink(step)}`]),
    ...(finding === null ? [] : [`rule ${ruleLink(finding)}`]),
  ];
  return [
    `**${headline(analysis, exchange)}.** ${reason(analysis, exchange)}`,
    ...comparison,
    ...(finding === null || finding.expected === null ? [] : [httpBlock([finding.expected])]),
    ...(sources.length === 0 ? [] : [`${sources.join("; ")}.`]),
    ...consoleParagraphs(analysis, exchange),
  ];
}

/** Where a request comes from that a redirect leads to. */
export function redirectParagraphs({ redirectFrom, origin }: JudgedExchange): string[] {
  if (redirectFrom === null) {
    return [];
  }
  const { request, response } = redirectFrom;
  const tainted = origin?.value === OPAQUE_ORIGIN ? ", with `Origin: null`" : "";
  return [
    `The browser comes here by the ${code(response?.status.text ?? "3xx")} of ${code(withoutPassword(request.target.text))}${tainted}.`,
  ];
}

/** Whether the browser asks first, and what it sends. */
export function preflightParagraphs(analysis: Analysis, exchange: JudgedExchange): string[] {
  const why = preflightReason(exchange);
  const asked = askedBy(exchange)?.request ?? null;
  if (why === null || asked === null) {
    return why === null ? [] : [why];
  }
  return [
    `${why} The browser first sends:`,
    httpBlock([
      `Access-Control-Request-Method: ${asked.method}`,
      ...(asked.headers === null ? [] : [`Access-Control-Request-Headers: ${asked.headers}`]),
    ]),
    ...reusedAnswerParagraphs(analysis, exchange),
  ];
}

/** Whether the browser asks first, and why, in one sentence of Markdown; null where it does not. */
export function preflightReason(exchange: JudgedExchange): string | null {
  if (exchange.kind === "preflight" || !isOrMayBeCors(exchange)) {
    return null;
  }
  const asking = askedBy(exchange);
  if (asking === null) {
    return exchange.judgement.fetch.needsPreflight === null
      ? "Whether it needs a preflight depends on what the text leaves open."
      : null;
  }
  const { engines, request: asked } = asking;
  const who =
    engines.length === ENGINES.length
      ? "Needs a preflight"
      : `Needs a preflight in ${enumerate(engines.map((engine) => ENGINE_NAMES[engine]))}`;
  if (asked === null) {
    return `${who}.`;
  }
  const { method, headers } = needsOf(asked);
  const why = [
    ...(method === null ? [] : [`the method ${code(method)}`]),
    ...headers.map((name) => `the header ${code(name)}`),
  ];
  // After a redirect an engine may ask again though nothing of the request needs it any more.
  const because =
    why.length === 0 ? "because the request before the redirect needed one" : `because of ${enumerate(why)}`;
  return `${who}, ${because}.`;
}

/** What of a request needs a preflight: a method that is not safelisted, and names of headers. */
export function needsOf({ method, headers }: CorsPreflightRequest): {
  readonly method: string | null;
  readonly headers: readonly string[];
} {
  return { method: isCorsSafelistedMethod(method) ? null : method, headers: headers?.split(",") ?? [] };
}

/** The engines that ask first, and what the first of them asks. */
export function askedBy({ judgement }: JudgedExchange) {
  const engines = ENGINES.filter((engine) => judgement[engine].needsPreflight === true);
  const [first] = engines;
  return first === undefined ? null : { engines, request: judgement[first].preflightRequest };
}

function isOrMayBeCors({ applicability }: JudgedExchange): boolean {
  return applicability.applies !== false || applicability.reason === "no-origin";
}

const STATE_CHANGING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** CORS hides a response; it does not keep a request from being carried out. */
export function sideEffectParagraphs(exchange: JudgedExchange): string[] {
  const method = exchange.request.methodValue;
  const simple = ENGINES.every((engine) => exchange.judgement[engine].needsPreflight === false);
  return exchange.kind === "actual" &&
    exchange.applicability.applies === true &&
    simple &&
    !isUnknown(method) &&
    STATE_CHANGING.has(method)
    ? [
        `This ${code(method)} needs no preflight: the server has acted before the browser looks at the response. CORS only hides the response; it is no protection against cross-site request forgery.`,
      ]
    : [];
}

/** What would change with credentials, where the text does not say whether they are sent. */
export function credentialsParagraphs(exchange: JudgedExchange): string[] {
  if (
    exchange.resolvedCredentials.from !== "assumed" ||
    exchange.applicability.applies !== true ||
    ENGINES.every((engine) => exchange.verdict[engine] !== "allowed")
  ) {
    return [];
  }
  return [
    'Judged without credentials, as nothing in the text shows them. With `credentials: "include"` the response would have to name the origin itself and say `Access-Control-Allow-Credentials: true`; write `# @cors credentials=include` above the request to check that.',
  ];
}

/** Which headers a script can read, or for how long a preflight is kept. */
export function responseParagraphs(analysis: Analysis, exchange: JudgedExchange, response: Response): string[] {
  if (exchange.applicability.applies !== true) {
    return [];
  }
  const headers = headerListOf(response);
  if (exchange.kind === "preflight") {
    return keptAnswerParagraphs(analysis, exchange);
  }
  const allowed = ENGINES.find((engine) => engine !== "fetch" && exchange.verdict[engine] === "allowed");
  if (allowed === undefined) {
    return [];
  }
  const names = exposedHeaderNames(headers, exchange.resolvedCredentials.mode, allowed);
  if (names === null) {
    return [];
  }
  return [
    names.length === 0
      ? "The page's script can read none of the headers shown here."
      : `The page's script can read ${enumerate(names.map(code))}.`,
  ];
}
