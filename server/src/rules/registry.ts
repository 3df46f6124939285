import { rule as allowCredentialsMissing } from "./allow-credentials-missing";
import { rule as allowCredentialsNotTrue } from "./allow-credentials-not-true";
import { rule as allowCredentialsWithoutEffect } from "./allow-credentials-without-effect";
import { rule as allowHeadersAuthorizationNotCovered } from "./allow-headers-authorization-not-covered";
import { rule as allowHeadersInvalid } from "./allow-headers-invalid";
import { rule as allowHeadersMissingHeader } from "./allow-headers-missing-header";
import { rule as allowMethodsInvalid } from "./allow-methods-invalid";
import { rule as allowMethodsMissingMethod } from "./allow-methods-missing-method";
import { rule as allowOriginMismatch } from "./allow-origin-mismatch";
import { rule as allowOriginMissing } from "./allow-origin-missing";
import { rule as allowOriginMultiple } from "./allow-origin-multiple";
import { rule as allowOriginNull } from "./allow-origin-null";
import { rule as allowOriginPartialWildcard } from "./allow-origin-partial-wildcard";
import { rule as allowOriginWildcardWithCredentials } from "./allow-origin-wildcard-with-credentials";
import { rule as colonMissing } from "./colon-missing";
import { rule as corsDirectiveInvalid } from "./cors-directive-invalid";
import { rule as exposeHeadersInPreflight } from "./expose-headers-in-preflight";
import { rule as exposeHeadersInvalid } from "./expose-headers-invalid";
import type { Rule } from "./framework/rule";
import type { RuleId } from "./framework/rule-ids";
import { rule as invalidSuppression } from "./invalid-suppression";
import { rule as maxAgeInvalid } from "./max-age-invalid";
import { rule as maxAgeMissing } from "./max-age-missing";
import { rule as maxAgeOverEngineLimit } from "./max-age-over-engine-limit";
import { rule as misspeltCorsHeader } from "./misspelt-cors-header";
import { rule as mixedContent } from "./mixed-content";
import { rule as noCorsRequestRestricted } from "./no-cors-request-restricted";
import { rule as originNotSerialized } from "./origin-not-serialized";
import { rule as preflightHeaderInActualRequest } from "./preflight-header-in-actual-request";
import { rule as preflightHeaderInActualResponse } from "./preflight-header-in-actual-response";
import { rule as preflightNotNeeded } from "./preflight-not-needed";
import { rule as preflightRedirect } from "./preflight-redirect";
import { rule as preflightRequestMismatch } from "./preflight-request-mismatch";
import { rule as preflightStatusNotOk } from "./preflight-status-not-ok";
import { rule as preflightWithBody } from "./preflight-with-body";
import { rule as preflightWithCredentials } from "./preflight-with-credentials";
import { rule as redirectAllowOriginMissing } from "./redirect-allow-origin-missing";
import { rule as redirectNotFollowed } from "./redirect-not-followed";
import { rule as redirectOriginBecomesNull } from "./redirect-origin-becomes-null";
import { rule as redirectRequestMismatch } from "./redirect-request-mismatch";
import { rule as redirectWithUserinfo } from "./redirect-with-userinfo";
import { rule as requestBodyNotSent } from "./request-body-not-sent";
import { rule as requestHeaderInResponse } from "./request-header-in-response";
import { rule as requestHeadersNotNormalized } from "./request-headers-not-normalized";
import { rule as requestNeverSent } from "./request-never-sent";
import { rule as responseHeaderInRequest } from "./response-header-in-request";
import { rule as responseHeaderNotExposed } from "./response-header-not-exposed";
import { rule as unusedSuppression } from "./unused-suppression";
import { rule as urlWithUserinfo } from "./url-with-userinfo";
import { rule as varyOriginMissing } from "./vary-origin-missing";
import { rule as whitespaceBeforeColon } from "./whitespace-before-colon";
import { rule as wildcardNotAWildcardWithCredentials } from "./wildcard-not-a-wildcard-with-credentials";

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
