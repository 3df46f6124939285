import { headerListOf } from "../../case/header-list";
import { get, headerLines } from "../../cors/header-list";
import { extractHeaderListValues } from "../../cors/list-values";
import { isRedirectStatus } from "../../cors/status";
import type { Failure } from "../../cors/types";
import { withoutComment } from "../../edits/corrections";
import { misspeltField } from "../../exchange/misspelling";
import { fieldsNamed, type Response } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import { becomesNull } from "../shared/redirect";
import type { Fault } from "./rule";
import type { RuleId } from "./rule-ids";

/**
 * Returns the one rule that explains a failing step by its root cause: a misspelt header explains a missing one, a literal `*` what it doesn't
 * cover, and the form of a wrong origin why it doesn't match.
 */
export function ruleFor(failure: Failure, at: Fault["at"], exchange: JudgedExchange): RuleId {
  const { response } = at;
  const withCredentials = exchange.resolvedCredentials.mode === "include";
  switch (`${failure.algorithm} ${failure.number}`) {
    case "cors-check 2":
      if (misspeltField(response, "Access-Control-Allow-Origin") !== null) {
        return "misspelt-cors-header";
      }
      return at.kind === "actual" && isRedirect(response) ? "redirect-allow-origin-missing" : "allow-origin-missing";
    case "cors-check 4":
      return becomesNull(exchange) ? "redirect-origin-becomes-null" : ruleForOrigin(response);
    case "cors-check 8":
      if (fieldsNamed(response, "Access-Control-Allow-Credentials").length > 0) {
        return "allow-credentials-not-true";
      }
      return misspeltField(response, "Access-Control-Allow-Credentials") === null
        ? "allow-credentials-missing"
        : "misspelt-cors-header";
    case "cors-preflight-fetch 7":
      return isRedirect(response) ? "preflight-redirect" : "preflight-status-not-ok";
    case "cors-preflight-fetch 7.3":
      return failure.header === "Access-Control-Allow-Methods" ? "allow-methods-invalid" : "allow-headers-invalid";
    case "cors-preflight-fetch 7.5":
      return ruleForList(response, "Access-Control-Allow-Methods", withCredentials, "allow-methods-missing-method");
    case "cors-preflight-fetch 7.6":
      return !withCredentials && hasWildcard(response, "Access-Control-Allow-Headers")
        ? "allow-headers-authorization-not-covered"
        : ruleForList(response, "Access-Control-Allow-Headers", withCredentials, "allow-headers-missing-header");
    case "http-redirect-fetch 9":
    case "http-redirect-fetch 10":
      return "redirect-with-userinfo";
    case "http-redirect-fetch 5":
    case "http-redirect-fetch 6":
    case "http-redirect-fetch 7":
      return "redirect-not-followed";
    default:
      return ruleForList(response, "Access-Control-Allow-Headers", withCredentials, "allow-headers-missing-header");
  }
}

function ruleForOrigin(response: Response): RuleId {
  const headers = headerListOf(response);
  const value = get(headers, "Access-Control-Allow-Origin");
  if (headerLines(headers, "Access-Control-Allow-Origin").length > 1) {
    return "allow-origin-multiple";
  }
  if (typeof value !== "string") {
    return "allow-origin-mismatch";
  }
  if (/[^\s,][\s,]+[^\s,]|,/.test(withoutComment(value.slice(0, 4_000)))) {
    return "allow-origin-multiple";
  }
  if (value === "*") {
    return "allow-origin-wildcard-with-credentials";
  }
  if (value === "null") {
    return "allow-origin-null";
  }
  return value.includes("*") && value.replace(/["'*]/g, "") !== ""
    ? "allow-origin-partial-wildcard"
    : "allow-origin-mismatch";
}

function ruleForList(response: Response, header: string, withCredentials: boolean, otherwise: RuleId): RuleId {
  if (withCredentials && hasWildcard(response, header)) {
    return "wildcard-not-a-wildcard-with-credentials";
  }
  return misspeltField(response, header) === null ? otherwise : "misspelt-cors-header";
}

function hasWildcard(response: Response, header: string): boolean {
  const items = extractHeaderListValues(header, headerListOf(response));
  return Array.isArray(items) && items.includes("*");
}

function isRedirect(response: Response): boolean {
  return (
    !isUnknown(response.statusValue) &&
    isRedirectStatus(Number(response.statusValue)) &&
    fieldsNamed(response, "Location").length > 0
  );
}
