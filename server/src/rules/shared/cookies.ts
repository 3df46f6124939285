import { siteOf } from "../../case/fetch-metadata";
import { attributesIn, type CookieAttribute, type CookieContext } from "../../cors/cross-origin-cookie";
import { ENGINES } from "../../cors/engines";
import { serializedOriginOf } from "../../cors/origin";
import { siteRelation } from "../../cors/site";
import type { Field } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { isLoopback } from "./loopback";

/** Whether the request has credentials and browsers send it. */
export function isSentWithCredentials({ applicability, resolvedCredentials, judgement }: JudgedExchange): boolean {
  return (
    applicability.applies === true &&
    resolvedCredentials.mode === "include" &&
    ENGINES.some((engine) => judgement[engine].refusal === null && judgement[engine].preflight?.result !== "failure")
  );
}

/** The relation of page and target; null if the text leaves it open. */
export function cookieContextOf({ target, request }: JudgedExchange, page: string): CookieContext | null {
  const [origin, ...others] = target.origins;
  if (origin === undefined || !/^https?:\/\/./.test(serializedOriginOf(page) ?? "")) {
    return null;
  }
  const relation = siteRelation(page, origin);
  if (others.some((other) => siteRelation(page, other) !== relation)) {
    return null;
  }
  const said = siteOf(request);
  if (said !== null && said !== (relation === "same-site" ? "same-site" : "cross-site")) {
    return null;
  }
  return {
    relation,
    // Without a scheme in the text, the better one is assumed.
    isHttps: target.origins.some((one) => one.startsWith("https:")),
    isLoopback: isLoopback(new URL(origin).hostname),
  };
}

/** A cookie as far as the text shows it. */
export interface Cookie {
  readonly field: Field;
  readonly name: string;
  readonly attributes: readonly CookieAttribute[];
  /** Whether the attributes are typed in the field, and not in a variable. */
  readonly isTyped: boolean;
}

/** The cookie of a field; null if its attributes aren't known. An unknown value doesn't matter if attributes follow. */
export function cookieIn(field: Field): Cookie | null {
  const { value, resolved } = field;
  const semicolon = value.text.indexOf(";");
  const rest = semicolon < 0 ? "" : value.text.slice(semicolon);
  const isKnown = !isUnknown(resolved);
  if (!isKnown && (rest === "" || rest.includes("..") || !/^[\w\s;=./,:+-]*$/.test(rest))) {
    return null;
  }
  const text = isKnown ? resolved : value.text;
  const pair = text.split(";", 1)[0] ?? "";
  const equals = pair.indexOf("=");
  return equals <= 0
    ? null
    : { field, name: pair.slice(0, equals).trim(), attributes: attributesIn(text), isTyped: text === value.text };
}
