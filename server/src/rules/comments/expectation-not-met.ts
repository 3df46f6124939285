import type { Browser } from "../../cors/engines";
import { blockOf } from "../../http/tree";
import { expectationMet, isAwaited } from "../../judged/expectation";
import { endsWithPreflight, fetchEnd, verdictIn } from "../../judged/fetch-end";
import { grantOf } from "../../judged/grant";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { firstUndetermined, openCauseOf } from "../../judged/open-cause";
import { enginesWith } from "../../words/engine-names";
import { quote } from "../../words/quote";
import { MISSING_PARTS } from "../../words/reasons";
import { failingStepsOf } from "../framework/failing-steps";
import type { Related, Report, Rule } from "../framework/rule";
import { headerPlace, statusLinePlace } from "../shared/header-places";
import { relatedOrigin } from "../shared/page-origin";
import { FETCH_CORS_CHECK, FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "expectation-not-met",
  severity: "error",
  summary: "Browsers don't do with a request what its `# @cors expect=` says.",
  rationale: `\`# @cors expect=blocked\`, \`expect=allowed\` or \`expect=preflight\` above a request says what browsers should do with it, so a file of
exchanges becomes a test: in the terminal, an expectation that isn't met ends with exit code 1. The verdict is that of the whole fetch, with its
preflight and its redirects, in all browsers that are checked. Where they differ, the request is neither blocked nor allowed.

If a request is blocked as expected, nothing is reported about the block. If the text leaves the verdict open, this is information, and says which part of
the text is missing. A request without an answer has nothing to report yet: its verdict says so.`,
  references: [FETCH_CORS_CHECK, FETCH_PREFLIGHT],
  examples: {
    invalid: [
      {
        title: "A request that should be blocked, and isn't",
        text: `# @cors expect=blocked
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://attacker.example

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A request that needs no preflight",
        text: `# @cors expect=preflight
POST /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: text/plain

HTTP/1.1 201 Created
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "Blocked, as expected",
        text: `# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: https://attacker.example

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *exchange(exchange, judged) {
    yield* reportsOn(exchange, judged);
  },

  *notCors(exchange, judged) {
    yield* reportsOn(exchange, judged);
  },
};

function* reportsOn(exchange: JudgedExchange, judged: JudgedExchanges): Generator<Report> {
  const { expectation, isHop, request } = exchange;
  // The redirects that a command has followed have its directive.
  if (expectation === null || isHop || blockOf(request).badExample || isAwaited(judged, exchange)) {
    return;
  }
  const met = expectationMet(judged, exchange);
  if (met === null) {
    yield {
      message: `Can't tell if the request ${EXPECTED[expectation.value]}, as expected: ${missing(judged, exchange)}`,
      place: expectation.place,
      severity: "information",
    };
  } else if (!met) {
    yield { ...NOT_MET[expectation.value](exchange, judged), place: expectation.place };
  }
}

const EXPECTED = { blocked: "is blocked", allowed: "is allowed", preflight: "needs a preflight" } as const;

type Contradiction = (
  exchange: JudgedExchange,
  judged: JudgedExchanges,
) => { readonly message: string; readonly related?: readonly Related[] };

const NOT_MET: Readonly<Record<keyof typeof EXPECTED, Contradiction>> = {
  blocked(exchange, judged) {
    const end = fetchEnd(judged, exchange);
    const { applicability } = end;
    if (applicability.applies === false && applicability.reason === "same-origin") {
      const message = "The request should be blocked, but it goes to the page's own origin, so browsers allow it.";
      return { message, related: relatedOrigin(end) };
    }
    const { place } = grantOf(end);
    return {
      message: `The request should be blocked, but ${who(judged, "allow", (browser) => verdictIn(browser, end) !== "blocked")} it.`,
      related: place === null ? [] : [{ message: "The response allows the origin.", place }],
    };
  },
  allowed(exchange, judged) {
    const end = fetchEnd(judged, exchange);
    return {
      message: `The request should be allowed, but ${who(judged, "block", (browser) => verdictIn(browser, end) === "blocked")} it.`,
      related: whereBlocked(judged, end),
    };
  },
  preflight(exchange, judged) {
    const { applicability, kind, judgement } = exchange;
    const isSimple = (browser: Browser) =>
      applicability.applies !== true || kind === "preflight" || judgement[browser].needsPreflight === false;
    return { message: `The request should need a preflight, but ${who(judged, "send", isSimple)} it without one.` };
  },
};

/** `browsers allow`, `Firefox allows`. */
function who(judged: JudgedExchanges, verb: string, isOne: (browser: Browser) => boolean): string {
  const browsers = judged.browsers.filter(isOne);
  return browsers.length === judged.browsers.length ? `browsers ${verb}` : enginesWith(verb, browsers);
}

/** The part of a response at which the first browser stops. */
function whereBlocked(judged: JudgedExchanges, end: JudgedExchange): Related[] {
  const isBlocked = ({ verdict }: JudgedExchange) => judged.browsers.some((browser) => verdict[browser] === "blocked");
  let first = end;
  for (let one: JudgedExchange | null = end; one !== null; one = one.redirectFrom) {
    first = isBlocked(one) ? one : first;
  }
  const [step] = failingStepsOf(first, judged.browsers);
  if (step === undefined) {
    return [];
  }
  const { response } = step.at;
  const { header } = step.failure;
  return [
    {
      message: "Browsers stop here.",
      place: header === null ? statusLinePlace(response) : headerPlace(response, header),
    },
  ];
}

/** The part of the exchange that the verdict depends on and that the text leaves open: the end of a sentence. */
function missing(judged: JudgedExchanges, exchange: JudgedExchange): string {
  const end = fetchEnd(judged, exchange);
  if (endsWithPreflight(judged, exchange, end)) {
    return `${MISSING_PARTS.redirect.label}.`;
  }
  if (end.applicability.applies === false && !end.isPageUnknown) {
    return "it isn't a CORS request.";
  }
  const cause = openCauseOf(judged, firstUndetermined(judged, end));
  switch (cause.kind) {
    case "elided":
      return `${quote(cause.header)} may be in the omitted lines.`;
    case "value":
      return cause.of === "method" || cause.of === "origin"
        ? `the ${cause.of} isn't known.`
        : `${quote(cause.header)} isn't known.`;
    case "page":
      return "the page isn't known.";
    case "responses":
    case "preflight-responses":
      return "there are several responses, and they differ.";
    default:
      return `${MISSING_PARTS[cause.kind].label}.`;
  }
}
