import type { Analysis } from "../analysis";
import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod } from "../cors/method";
import { OPAQUE_ORIGIN } from "../cors/origin";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";
import { ENGINE_NAMES, enumerate } from "../rules/shared/words";
import { isUnknown } from "../text/unknown";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf } from "../verdict/script-headers";
import { consoleParagraphs } from "./console/paragraphs";
import { exchangeAt } from "./locate";
import { code, httpBlock, sentence } from "./markdown";
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
    `The browser comes here by the ${code(response?.status.text ?? "3xx")} of ${code(request.target.text)}${tainted}.`,
  ];
}

/** Whether the browser asks first, and what it sends. */
export function preflightParagraphs(analysis: Analysis, exchange: JudgedExchange): string[] {
  if (exchange.kind === "preflight" || !isOrMayBeCors(exchange)) {
    return [];
  }
  const asking = ENGINES.filter((engine) => exchange.judgement[engine].needsPreflight === true);
  const [first] = asking;
  if (first === undefined) {
    return exchange.judgement.fetch.needsPreflight === null
      ? ["Whether it needs a preflight depends on what the text leaves open."]
      : [];
  }
  const who =
    asking.length === ENGINES.length
      ? "Needs a preflight"
      : `Needs a preflight in ${enumerate(asking.map((engine) => ENGINE_NAMES[engine]))}`;
  const asked = exchange.judgement[first].preflightRequest;
  if (asked === null) {
    return [`${who}.`];
  }
  const why = [
    ...(isCorsSafelistedMethod(asked.method) ? [] : [`the method ${code(asked.method)}`]),
    ...(asked.headers === null ? [] : asked.headers.split(",").map((name) => `the header ${code(name)}`)),
  ];
  // After a redirect an engine may ask again though nothing of the request needs it any more.
  const because =
    why.length === 0 ? "because the request before the redirect needed one" : `because of ${enumerate(why)}`;
  return [
    `${who}, ${because}. The browser first sends:`,
    httpBlock([
      `Access-Control-Request-Method: ${asked.method}`,
      ...(asked.headers === null ? [] : [`Access-Control-Request-Headers: ${asked.headers}`]),
    ]),
    ...reusedAnswerParagraphs(analysis, exchange),
  ];
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

/** Every finding of the exchange's messages that is not its reason already. */
function findingParagraphs(analysis: Analysis, exchange: JudgedExchange): string[] {
  const messages = new Set<unknown>([
    exchange.request,
    exchange.response,
    exchange.servedBy?.request,
    exchange.servedBy?.response,
  ]);
  const known = reasonFinding(analysis, exchange);
  const others = analysis.findings.filter(
    (finding) => messages.has(finding.place.anchor) && finding.message !== known?.message,
  );
  return others.length === 0 ? [] : [others.map((finding) => `- ${sentence(finding.message)}`).join("\n")];
}

/** Everything that is known of the exchange at an offset, as one Markdown page. */
export function explainExchangeAt(analysis: Analysis, offset: number): { markdown: string } | null {
  const exchange = exchangeAt(analysis.judged, offset);
  if (exchange === null) {
    return null;
  }
  const { request, response } = exchange;
  const title = `# ${code(`${isUnknown(request.methodValue) ? request.method?.text : request.methodValue} ${request.target.text}`)}`;
  const markdown = [
    title,
    ...verdictParagraphs(analysis, exchange),
    ...redirectParagraphs(exchange),
    ...preflightParagraphs(analysis, exchange),
    ...(response === null ? [] : responseParagraphs(analysis, exchange, response)),
    ...sideEffectParagraphs(exchange),
    ...credentialsParagraphs(exchange),
    ...findingParagraphs(analysis, exchange),
  ].join("\n\n");
  return { markdown: analysis.document.variables.withoutSecrets(markdown) };
}
