import { rule as allowHeadersAuthorizationNotCovered } from "../allow-lists/allow-headers-authorization-not-covered";
import { rule as allowHeadersInvalid } from "../allow-lists/allow-headers-invalid";
import { rule as allowHeadersMissingHeader } from "../allow-lists/allow-headers-missing-header";
import { rule as allowHeadersWithoutEffect } from "../allow-lists/allow-headers-without-effect";
import { rule as allowMethodsInvalid } from "../allow-lists/allow-methods-invalid";
import { rule as allowMethodsMissingMethod } from "../allow-lists/allow-methods-missing-method";
import { rule as allowMethodsWithoutEffect } from "../allow-lists/allow-methods-without-effect";
import { rule as allowOriginMismatch } from "../allow-origin/allow-origin-mismatch";
import { rule as allowOriginMissing } from "../allow-origin/allow-origin-missing";
import { rule as allowOriginMultiple } from "../allow-origin/allow-origin-multiple";
import { rule as allowOriginNull } from "../allow-origin/allow-origin-null";
import { rule as allowOriginPartialWildcard } from "../allow-origin/allow-origin-partial-wildcard";
import { rule as allowOriginWildcardWithCredentials } from "../allow-origin/allow-origin-wildcard-with-credentials";
import { rule as maxAgeInvalid } from "../caching/max-age-invalid";
import { rule as maxAgeMissing } from "../caching/max-age-missing";
import { rule as maxAgeOverEngineLimit } from "../caching/max-age-over-engine-limit";
import { rule as varyOriginMissing } from "../caching/vary-origin-missing";
import { rule as varyOriginRepeated } from "../caching/vary-origin-repeated";
import { rule as corsDirectiveInvalid } from "../comments/cors-directive-invalid";
import { rule as expectationNotMet } from "../comments/expectation-not-met";
import { rule as invalidSuppression } from "../comments/invalid-suppression";
import { rule as unusedSuppression } from "../comments/unused-suppression";
import { rule as allowCredentialsMissing } from "../credentials/allow-credentials-missing";
import { rule as allowCredentialsNotTrue } from "../credentials/allow-credentials-not-true";
import { rule as allowCredentialsWithoutEffect } from "../credentials/allow-credentials-without-effect";
import { rule as setCookieNotStored } from "../credentials/set-cookie-not-stored";
import { rule as wildcardNotAWildcardWithCredentials } from "../credentials/wildcard-not-a-wildcard-with-credentials";
import { rule as exposeHeadersInPreflight } from "../exposed-headers/expose-headers-in-preflight";
import { rule as exposeHeadersInvalid } from "../exposed-headers/expose-headers-invalid";
import { rule as exposeHeadersWithoutEffect } from "../exposed-headers/expose-headers-without-effect";
import { rule as responseHeaderNotExposed } from "../exposed-headers/response-header-not-exposed";
import { rule as fenceNotLabelled } from "../fences/fence-not-labelled";
import { rule as colonMissing } from "../fields/colon-missing";
import { rule as misspeltCorsHeader } from "../fields/misspelt-cors-header";
import { rule as requestHeaderInResponse } from "../fields/request-header-in-response";
import { rule as responseHeaderInRequest } from "../fields/response-header-in-request";
import { rule as responseNotReadable } from "../fields/response-not-readable";
import { rule as statusLineMissing } from "../fields/status-line-missing";
import { rule as unknownCorsHeader } from "../fields/unknown-cors-header";
import { rule as whitespaceBeforeColon } from "../fields/whitespace-before-colon";
import type { Rule } from "../framework/rule";
import type { RuleId } from "../framework/rule-ids";
import { rule as preflightHeaderInActualRequest } from "../preflight/preflight-header-in-actual-request";
import { rule as preflightHeaderInActualResponse } from "../preflight/preflight-header-in-actual-response";
import { rule as preflightNotNeeded } from "../preflight/preflight-not-needed";
import { rule as preflightOriginMissing } from "../preflight/preflight-origin-missing";
import { rule as preflightRedirect } from "../preflight/preflight-redirect";
import { rule as preflightRequestMismatch } from "../preflight/preflight-request-mismatch";
import { rule as preflightStatusNotOk } from "../preflight/preflight-status-not-ok";
import { rule as preflightWithBody } from "../preflight/preflight-with-body";
import { rule as preflightWithCredentials } from "../preflight/preflight-with-credentials";
import { rule as requestHeadersNotNormalized } from "../preflight/request-headers-not-normalized";
import { rule as requestMethodMissing } from "../preflight/request-method-missing";
import { rule as requestMethodNotNormalized } from "../preflight/request-method-not-normalized";
import { rule as redirectAllowOriginMissing } from "../redirect/redirect-allow-origin-missing";
import { rule as redirectInternal } from "../redirect/redirect-internal";
import { rule as redirectNotFollowed } from "../redirect/redirect-not-followed";
import { rule as redirectOriginBecomesNull } from "../redirect/redirect-origin-becomes-null";
import { rule as redirectRequestMismatch } from "../redirect/redirect-request-mismatch";
import { rule as redirectWithUserinfo } from "../redirect/redirect-with-userinfo";
import { rule as mixedContent } from "../request/mixed-content";
import { rule as noCorsRequestRestricted } from "../request/no-cors-request-restricted";
import { rule as originNotSerialized } from "../request/origin-not-serialized";
import { rule as requestBodyNotSent } from "../request/request-body-not-sent";
import { rule as requestNeverSent } from "../request/request-never-sent";
import { rule as sameOriginWithCorsHeaders } from "../request/same-origin-with-cors-headers";
import { rule as urlWithUserinfo } from "../request/url-with-userinfo";
import { rule as allowHeadersEchoed } from "../security/allow-headers-echoed";
import { rule as cookieNoneWithOpenOrigin } from "../security/cookie-none-with-open-origin";
import { rule as errorWithoutAllowOrigin } from "../security/error-without-allow-origin";
import { rule as executedThoughUnreadable } from "../security/executed-though-unreadable";
import { rule as exposeHeadersSensitive } from "../security/expose-headers-sensitive";
import { rule as hostReflected } from "../security/host-reflected";
import { rule as jsonWithoutPreflight } from "../security/json-without-preflight";
import { rule as originAnyPort } from "../security/origin-any-port";
import { rule as originAnySubdomain } from "../security/origin-any-subdomain";
import { rule as originDevelopment } from "../security/origin-development";
import { rule as originInsecure } from "../security/origin-insecure";
import { rule as originLookAlike } from "../security/origin-look-alike";
import { rule as originPrefixMatch } from "../security/origin-prefix-match";
import { rule as originReflected } from "../security/origin-reflected";
import { rule as originSharedHosting } from "../security/origin-shared-hosting";
import { rule as originSpecialCharacter } from "../security/origin-special-character";
import { rule as originSuffixMatch } from "../security/origin-suffix-match";
import { rule as originUnescapedDot } from "../security/origin-unescaped-dot";
import { rule as privateNetworkHeader } from "../security/private-network-header";
import { rule as setCookieWithWildcard } from "../security/set-cookie-with-wildcard";
import { rule as untrustedOriginAllowed } from "../security/untrusted-origin-allowed";
import { rule as websocketOriginUnchecked } from "../security/websocket-origin-unchecked";
import { rule as wildcardOnInternalHost } from "../security/wildcard-on-internal-host";

/** Made by `npm run generate` from the files of the rules. */
export const RULES_BY_ID: Readonly<Record<RuleId, Rule>> = {
  "allow-credentials-missing": allowCredentialsMissing,
  "allow-credentials-not-true": allowCredentialsNotTrue,
  "allow-credentials-without-effect": allowCredentialsWithoutEffect,
  "allow-headers-authorization-not-covered": allowHeadersAuthorizationNotCovered,
  "allow-headers-echoed": allowHeadersEchoed,
  "allow-headers-invalid": allowHeadersInvalid,
  "allow-headers-missing-header": allowHeadersMissingHeader,
  "allow-headers-without-effect": allowHeadersWithoutEffect,
  "allow-methods-invalid": allowMethodsInvalid,
  "allow-methods-missing-method": allowMethodsMissingMethod,
  "allow-methods-without-effect": allowMethodsWithoutEffect,
  "allow-origin-mismatch": allowOriginMismatch,
  "allow-origin-missing": allowOriginMissing,
  "allow-origin-multiple": allowOriginMultiple,
  "allow-origin-null": allowOriginNull,
  "allow-origin-partial-wildcard": allowOriginPartialWildcard,
  "allow-origin-wildcard-with-credentials": allowOriginWildcardWithCredentials,
  "colon-missing": colonMissing,
  "cookie-none-with-open-origin": cookieNoneWithOpenOrigin,
  "cors-directive-invalid": corsDirectiveInvalid,
  "error-without-allow-origin": errorWithoutAllowOrigin,
  "executed-though-unreadable": executedThoughUnreadable,
  "expectation-not-met": expectationNotMet,
  "expose-headers-in-preflight": exposeHeadersInPreflight,
  "expose-headers-invalid": exposeHeadersInvalid,
  "expose-headers-sensitive": exposeHeadersSensitive,
  "expose-headers-without-effect": exposeHeadersWithoutEffect,
  "fence-not-labelled": fenceNotLabelled,
  "host-reflected": hostReflected,
  "invalid-suppression": invalidSuppression,
  "json-without-preflight": jsonWithoutPreflight,
  "max-age-invalid": maxAgeInvalid,
  "max-age-missing": maxAgeMissing,
  "max-age-over-engine-limit": maxAgeOverEngineLimit,
  "misspelt-cors-header": misspeltCorsHeader,
  "mixed-content": mixedContent,
  "no-cors-request-restricted": noCorsRequestRestricted,
  "origin-any-port": originAnyPort,
  "origin-any-subdomain": originAnySubdomain,
  "origin-development": originDevelopment,
  "origin-insecure": originInsecure,
  "origin-look-alike": originLookAlike,
  "origin-not-serialized": originNotSerialized,
  "origin-prefix-match": originPrefixMatch,
  "origin-reflected": originReflected,
  "origin-shared-hosting": originSharedHosting,
  "origin-special-character": originSpecialCharacter,
  "origin-suffix-match": originSuffixMatch,
  "origin-unescaped-dot": originUnescapedDot,
  "preflight-header-in-actual-request": preflightHeaderInActualRequest,
  "preflight-header-in-actual-response": preflightHeaderInActualResponse,
  "preflight-not-needed": preflightNotNeeded,
  "preflight-origin-missing": preflightOriginMissing,
  "preflight-redirect": preflightRedirect,
  "preflight-request-mismatch": preflightRequestMismatch,
  "preflight-status-not-ok": preflightStatusNotOk,
  "preflight-with-body": preflightWithBody,
  "preflight-with-credentials": preflightWithCredentials,
  "private-network-header": privateNetworkHeader,
  "redirect-allow-origin-missing": redirectAllowOriginMissing,
  "redirect-internal": redirectInternal,
  "redirect-not-followed": redirectNotFollowed,
  "redirect-origin-becomes-null": redirectOriginBecomesNull,
  "redirect-request-mismatch": redirectRequestMismatch,
  "redirect-with-userinfo": redirectWithUserinfo,
  "request-body-not-sent": requestBodyNotSent,
  "request-header-in-response": requestHeaderInResponse,
  "request-headers-not-normalized": requestHeadersNotNormalized,
  "request-method-missing": requestMethodMissing,
  "request-method-not-normalized": requestMethodNotNormalized,
  "request-never-sent": requestNeverSent,
  "response-header-in-request": responseHeaderInRequest,
  "response-header-not-exposed": responseHeaderNotExposed,
  "response-not-readable": responseNotReadable,
  "same-origin-with-cors-headers": sameOriginWithCorsHeaders,
  "set-cookie-not-stored": setCookieNotStored,
  "set-cookie-with-wildcard": setCookieWithWildcard,
  "status-line-missing": statusLineMissing,
  "unknown-cors-header": unknownCorsHeader,
  "untrusted-origin-allowed": untrustedOriginAllowed,
  "unused-suppression": unusedSuppression,
  "url-with-userinfo": urlWithUserinfo,
  "vary-origin-missing": varyOriginMissing,
  "vary-origin-repeated": varyOriginRepeated,
  "websocket-origin-unchecked": websocketOriginUnchecked,
  "whitespace-before-colon": whitespaceBeforeColon,
  "wildcard-not-a-wildcard-with-credentials": wildcardNotAWildcardWithCredentials,
  "wildcard-on-internal-host": wildcardOnInternalHost,
};
