import { headerListOf } from "../case/header-list";
import { announcedNames } from "../case/read-case";
import { extractHeaderListValues } from "../cors/list-values";
import type { HeaderName } from "../headers/table";
import { fieldsNamed, type Response } from "../http/tree";
import { announcedRequestOf } from "../judged/announced-request";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { ALLOW_HEADERS, ALLOW_METHODS, originToWrite } from "./corrections";
import type { Fix } from "./edit";
import { namesMeantByWildcard } from "./exposed-names";
import { replaceValue } from "./field-edits";
import { actualRequirements, preflightGrants } from "./requirements";
import { addVaryOriginToUrl, lacksVaryOrigin } from "./vary";

const EXPOSE_HEADERS = "Access-Control-Expose-Headers";

/** Replaces a `*` that grants more than the exchange uses. */
export interface WildcardReplacement {
  readonly id: "replaceWildcardOrigin" | "replaceWildcardMethods" | "replaceWildcardHeaders" | "replaceWildcardExposed";
  readonly fix: Fix;
}

/**
 * Replaces each `*` that works as a wildcard with the values that are used. With credentials, `*` doesn't work as a wildcard, and replacing it is
 * the fix of a finding. If the credentials mode isn't known, neither is what `*` does.
 */
export function wildcardReplacements(judged: JudgedDocument, exchange: JudgedExchange): WildcardReplacement[] {
  const { response, kind, resolvedCredentials, applicability } = exchange;
  if (response === null || applicability.applies !== true || resolvedCredentials.mode !== "omit") {
    return [];
  }
  const origin = originReplacement(judged, exchange, response);
  const lists: WildcardReplacement[] =
    kind === "preflight"
      ? [
          ...listReplacement("replaceWildcardMethods", response, ALLOW_METHODS.name, usedMethods(judged, exchange)),
          ...listReplacement("replaceWildcardHeaders", response, ALLOW_HEADERS.name, usedHeaders(judged, exchange)),
        ]
      : listReplacement(
          "replaceWildcardExposed",
          response,
          EXPOSE_HEADERS,
          response.elided ? [] : namesMeantByWildcard(response),
        );
  return [...origin, ...lists];
}

function originReplacement(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  response: Response,
): WildcardReplacement[] {
  const [field, ...more] = fieldsNamed(response, "Access-Control-Allow-Origin");
  const required = actualRequirements(exchange);
  const origin = required === null ? null : originToWrite(required);
  if (field?.value.text !== "*" || more.length > 0 || origin === null) {
    return [];
  }
  const lacksVary = lacksVaryOrigin(exchange);
  return [
    {
      id: "replaceWildcardOrigin",
      fix: {
        title: `Replace * with ${origin}${lacksVary ? " and add Vary: Origin" : ""}`,
        grade: "suggestion",
        edits: [replaceValue(response, field, origin), ...(lacksVary ? addVaryOriginToUrl(judged, exchange) : [])],
      },
    },
  ];
}

/** The methods of the announced request and of the requests that the preflight serves; empty if one of them isn't known. */
function usedMethods(judged: JudgedDocument, preflight: JudgedExchange): readonly string[] {
  const announced = announcedRequestOf(preflight, "omit").fetch.method;
  const served = judged.servedBy(preflight);
  if (isUnknown(announced) || served.some(({ request }) => isUnknown(request.methodValue))) {
    return [];
  }
  const { methods } = preflightGrants(preflight, served);
  return methods.length > 0 ? methods : [announced];
}

function usedHeaders(judged: JudgedDocument, preflight: JudgedExchange): readonly string[] {
  const served = judged.servedBy(preflight);
  const isOpen =
    preflight.request.elided ||
    isUnknown(announcedNames(preflight.request)) ||
    served.some(({ request }) => request.elided);
  const { headers, responseHeaders } = preflightGrants(preflight, served);
  // What `*` allows by mistake, the names wouldn't.
  return isOpen || responseHeaders.length > 0 ? [] : headers;
}

/** Replaces the `*` with the names that aren't listed next to it. */
function listReplacement(
  id: WildcardReplacement["id"],
  response: Response,
  header: HeaderName,
  used: readonly string[],
): WildcardReplacement[] {
  const [field, ...more] = fieldsNamed(response, header);
  const items = extractHeaderListValues(header, headerListOf(response));
  if (field === undefined || more.length > 0 || used.length === 0 || !Array.isArray(items) || !items.includes("*")) {
    return [];
  }
  const listed: readonly string[] = items.filter((item) => item !== "*");
  const keyOf = (name: string) => (header === ALLOW_METHODS.name ? name : name.toLowerCase());
  const known = new Set(listed.map(keyOf));
  const names = [...listed, ...used.filter((name) => !known.has(keyOf(name)))];
  const title = names.length > MAX_NAMES ? `${names.length} names` : names.join(", ");
  return [
    {
      id,
      fix: {
        title: `Replace * in ${header} with ${title}`,
        grade: "suggestion",
        edits: [replaceValue(response, field, names.join(", "))],
      },
    },
  ];
}

/** The most names in a title. */
const MAX_NAMES = 6;
