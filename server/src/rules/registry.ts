import { rule as allowHeadersAuthorizationNotCovered } from "./allow-lists/allow-headers-authorization-not-covered";
import { rule as allowHeadersInvalid } from "./allow-lists/allow-headers-invalid";
import { rule as allowHeadersMissingHeader } from "./allow-lists/allow-headers-missing-header";
import { rule as allowMethodsInvalid } from "./allow-lists/allow-methods-invalid";
import { rule as allowMethodsMissingMethod } from "./allow-lists/allow-methods-missing-method";
import { rule as allowOriginMismatch } from "./allow-origin/allow-origin-mismatch";
import { rule as allowOriginMissing } from "./allow-origin/allow-origin-missing";
import { rule as allowOriginMultiple } from "./allow-origin/allow-origin-multiple";
import { rule as allowOriginNull } from "./allow-origin/allow-origin-null";
import { rule as allowOriginPartialWildcard } from "./allow-origin/allow-origin-partial-wildcard";
import { rule as allowOriginWildcardWithCredentials } from "./allow-origin/allow-origin-wildcard-with-credentials";
import { rule as maxAgeInvalid } from "./caching/max-age-invalid";
import { rule as maxAgeMissing } from "./caching/max-age-missing";
import { rule as maxAgeOverEngineLimit } from "./caching/max-age-over-engine-limit";
import { rule as varyOriginMissing } from "./caching/vary-origin-missing";
import { rule as corsDirectiveInvalid } from "./comments/cors-directive-invalid";
import { rule as invalidSuppression } from "./comments/invalid-suppression";
import { rule as unusedSuppression } from "./comments/unused-suppression";
import { rule as allowCredentialsMissing } from "./credentials/allow-credentials-missing";
import { rule as allowCredentialsNotTrue } from "./credentials/allow-credentials-not-true";
import { rule as allowCredentialsWithoutEffect } from "./credentials/allow-credentials-without-effect";
import { rule as wildcardNotAWildcardWithCredentials } from "./credentials/wildcard-not-a-wildcard-with-credentials";
import { rule as exposeHeadersInPreflight } from "./exposed-headers/expose-headers-in-preflight";
import { rule as exposeHeadersInvalid } from "./exposed-headers/expose-headers-invalid";
import { rule as responseHeaderNotExposed } from "./exposed-headers/response-header-not-exposed";
import { rule as colonMissing } from "./fields/colon-missing";
import { rule as misspeltCorsHeader } from "./fields/misspelt-cors-header";
import { rule as requestHeaderInResponse } from "./fields/request-header-in-response";
import { rule as responseHeaderInRequest } from "./fields/response-header-in-request";
import { rule as whitespaceBeforeColon } from "./fields/whitespace-before-colon";
import type { Rule } from "./framework/rule";
import type { RuleId } from "./framework/rule-ids";
import { rule as preflightHeaderInActualRequest } from "./preflight/preflight-header-in-actual-request";
import { rule as preflightHeaderInActualResponse } from "./preflight/preflight-header-in-actual-response";
import { rule as preflightNotNeeded } from "./preflight/preflight-not-needed";
import { rule as preflightRedirect } from "./preflight/preflight-redirect";
import { rule as preflightRequestMismatch } from "./preflight/preflight-request-mismatch";
import { rule as preflightStatusNotOk } from "./preflight/preflight-status-not-ok";
import { rule as preflightWithBody } from "./preflight/preflight-with-body";
import { rule as preflightWithCredentials } from "./preflight/preflight-with-credentials";
import { rule as requestHeadersNotNormalized } from "./preflight/request-headers-not-normalized";
import { rule as redirectAllowOriginMissing } from "./redirect/redirect-allow-origin-missing";
import { rule as redirectNotFollowed } from "./redirect/redirect-not-followed";
import { rule as redirectOriginBecomesNull } from "./redirect/redirect-origin-becomes-null";
import { rule as redirectRequestMismatch } from "./redirect/redirect-request-mismatch";
import { rule as redirectWithUserinfo } from "./redirect/redirect-with-userinfo";
import { rule as mixedContent } from "./request/mixed-content";
import { rule as noCorsRequestRestricted } from "./request/no-cors-request-restricted";
import { rule as originNotSerialized } from "./request/origin-not-serialized";
import { rule as requestBodyNotSent } from "./request/request-body-not-sent";
import { rule as requestNeverSent } from "./request/request-never-sent";
import { rule as urlWithUserinfo } from "./request/url-with-userinfo";

/** All rules, in the order of `RULE_IDS`, as a test checks. */
export const RULES: readonly Rule[] = [
  allowOriginMissing,
  allowOriginMismatch,
  allowOriginMultiple,
  allowOriginPartialWildcard,
  allowOriginNull,
  allowOriginWildcardWithCredentials,
  allowCredentialsMissing,
  allowCredentialsNotTrue,
  allowCredentialsWithoutEffect,
  allowMethodsMissingMethod,
  allowMethodsInvalid,
  allowHeadersMissingHeader,
  allowHeadersInvalid,
  allowHeadersAuthorizationNotCovered,
  wildcardNotAWildcardWithCredentials,
  preflightStatusNotOk,
  preflightRedirect,
  preflightRequestMismatch,
  redirectAllowOriginMissing,
  redirectOriginBecomesNull,
  redirectWithUserinfo,
  redirectNotFollowed,
  redirectRequestMismatch,
  requestNeverSent,
  requestBodyNotSent,
  urlWithUserinfo,
  mixedContent,
  noCorsRequestRestricted,
  preflightNotNeeded,
  preflightWithBody,
  preflightWithCredentials,
  preflightHeaderInActualRequest,
  preflightHeaderInActualResponse,
  requestHeadersNotNormalized,
  originNotSerialized,
  maxAgeInvalid,
  maxAgeMissing,
  maxAgeOverEngineLimit,
  exposeHeadersInvalid,
  exposeHeadersInPreflight,
  responseHeaderNotExposed,
  requestHeaderInResponse,
  responseHeaderInRequest,
  varyOriginMissing,
  whitespaceBeforeColon,
  colonMissing,
  misspeltCorsHeader,
  corsDirectiveInvalid,
  invalidSuppression,
  unusedSuppression,
];

const BY_ID = new Map<RuleId, Rule>(RULES.map((rule) => [rule.id, rule]));

/** Returns the rule with an id. */
export function ruleOf(id: RuleId): Rule {
  return BY_ID.get(id) as Rule;
}
