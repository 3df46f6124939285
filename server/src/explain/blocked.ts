import type { Analysis } from "../analysis";
import { isToken } from "../cors/list-values";
import type { Failure } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import type { Finding } from "../rules/framework/rule";
import { fieldDifference, type OriginDifference, originDifference } from "../rules/shared/origin-difference";
import { isUnknown } from "../text/unknown";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { enumerate } from "../words/quote";
import { listed } from "./words";

/** The part of a fetch that a finding is about. */
interface Culprit {
  /** One request in the redirect chain. */
  readonly hop: JudgedExchange;
  /** `hop` itself, or its preflight. */
  readonly at: JudgedExchange;
}

/**
 * The reason for a blocked verdict in a few words of plain text: `port differs`, `PUT not allowed`.
 * @param finding the finding for the first failing step.
 */
export function blockedLabel(analysis: Analysis, exchange: JudgedExchange, finding: Finding): string {
  const culprit = culpritOf(exchange, finding);
  const { at, hop } = culprit;
  // The words for a preflight's lists, status or redirect already mention the preflight.
  const inPreflight = at !== hop && finding.step?.algorithm === "cors-check" ? " in the preflight" : "";
  return `${words(analysis, culprit, finding)}${inPreflight}${hop === exchange ? "" : " before the redirect"}`;
}

function culpritOf(exchange: JudgedExchange, { place: { anchor } }: Finding): Culprit {
  for (let hop: JudgedExchange | null = exchange; hop !== null; hop = hop.redirectFrom) {
    for (const at of [hop, hop.servedBy]) {
      if (at !== null && (at.request === anchor || at.response === anchor)) {
        return { hop, at };
      }
    }
  }
  return { hop: exchange, at: exchange };
}

function words(analysis: Analysis, culprit: Culprit, { rule, step }: Finding): string {
  switch (rule) {
    case "allow-origin-missing":
    case "redirect-allow-origin-missing":
      return "no Access-Control-Allow-Origin";
    case "allow-origin-mismatch":
      return differenceWords(culprit);
    case "allow-origin-multiple":
      return "several origins allowed";
    case "allow-origin-partial-wildcard":
      return "* within an origin";
    case "allow-origin-null":
      return "only null allowed";
    case "allow-origin-wildcard-with-credentials":
      return "* with credentials";
    case "allow-credentials-missing":
      return "no Access-Control-Allow-Credentials";
    case "allow-credentials-not-true":
      return "Access-Control-Allow-Credentials is not true";
    case "allow-methods-missing-method":
    case "allow-headers-missing-header":
      return `${refusedItems(analysis, culprit, step)} not allowed`;
    case "wildcard-not-a-wildcard-with-credentials":
      return `* does not cover ${refusedItems(analysis, culprit, step)} with credentials`;
    case "allow-methods-invalid":
    case "allow-headers-invalid":
      return `${step?.header} is malformed`;
    case "misspelt-cors-header":
      return `${step?.header} is misspelt`;
    case "preflight-status-not-ok":
      return `preflight answered with ${culprit.at.response?.status.text}`;
    case "preflight-redirect":
      return "preflight redirected";
    case "redirect-origin-becomes-null":
      return "Origin is null after the redirect";
    case "redirect-with-userinfo":
      return "user name in the redirect's URL";
    case "redirect-not-followed":
      return "redirect cannot be followed";
    case "request-never-sent":
      return `never sent${step === null ? "" : `, ${refusalWords(step)}`}`;
    default:
      // Other rules never decide a browser's verdict.
      return rule;
  }
}

const DIFFERENCES: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, string>> = {
  empty: "Access-Control-Allow-Origin is empty",
  comment: "text after the origin",
  quoted: "origin in quotes",
  opaque: "the page's origin is null",
  userinfo: "user name in the origin",
  "trailing-slash": "trailing slash after the origin",
  path: "path after the origin",
  "default-port": "default port in the origin",
  never: "not an origin",
  "missing-scheme": "scheme missing",
  "not-an-origin": "not an origin",
  case: "case differs",
};

function differenceWords({ at: { origin, response } }: Culprit): string {
  const [field] = response === null ? [] : fieldsNamed(response, "Access-Control-Allow-Origin");
  const page = origin === null || isUnknown(origin.value) ? null : origin.value;
  const { kind, parts } = field === undefined ? originDifference("", page) : fieldDifference(field, page);
  return kind === "parts" ? `${enumerate(parts)} ${parts.length === 1 ? "differs" : "differ"}` : DIFFERENCES[kind];
}

/** All methods or header names that the step rejects in at least one browser. */
function refusedItems({ judged: { browsers } }: Analysis, { hop }: Culprit, step: Failure | null): string {
  const refused = browsers
    .flatMap((engine) => hop.judgement[engine].preflight?.failures ?? [])
    .flatMap(({ number, subject }) => (number === step?.number && subject !== null ? [subject] : []));
  return listed([...new Set(refused)]);
}

/** Why a request is not sent: the same cases as in the rule `request-never-sent`. */
function refusalWords({ algorithm, number, subject }: Failure): string {
  const what = listed([subject ?? ""]);
  if (algorithm === "headers-validate") {
    return isToken(subject ?? "") ? `invalid value of ${what}` : `invalid header name ${what}`;
  }
  if (algorithm === "request-constructor") {
    return `${isToken(subject ?? "") ? "forbidden" : "invalid"} method ${what}`;
  }
  if (number === "7") {
    return `port ${what}`;
  }
  return subject === "same-origin" ? "mode same-origin" : `scheme ${what}`;
}
