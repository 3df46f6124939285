import { AGE, ALLOW, ALLOW_ALL, CREDENTIALS, exchange, preflight } from "../unit/conformance/exchange-text";
import { finding, none, type PeerCheck, verdict } from "./check";

const COOKIE = "Cookie: session=1";
const METHODS = "Access-Control-Allow-Methods: PUT";
const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const ALLOW_METHODS = "Access-Control-Allow-Methods";
const ALLOW_HEADERS = "Access-Control-Allow-Headers";

/** Whether the response allows the page: its origin, its credentials, its methods and headers, and for how long. */
export const PERMISSION: readonly PeerCheck[] = [
  finding(
    "`Access-Control-Allow-Origin` is missing from the response",
    "Chrome DevTools, Firefox, WebKit, jsdom, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, cors-test, cors-check-action, LXGIC cors-debug, jub0bs/cors",
    "allow-origin-missing",
    exchange({ response: [] }),
  ),
  finding(
    "`Access-Control-Allow-Origin` is missing from the response to a preflight, or the preflight has no CORS header at all",
    "Chrome DevTools, jsdom, happy-dom, cors-doctor, cors-audit-skill, dev-error-explainers",
    "allow-origin-missing",
    preflight({ response: [METHODS, AGE] }),
  ),
  finding(
    "An error response lacks the header, so the page can't see the error",
    "dev-error-explainers",
    "allow-origin-missing",
    exchange({ status: 500, response: [] }),
  ),
  finding(
    "`Access-Control-Allow-Origin` names another origin than `Origin`: scheme, host, port or case differ",
    "Chrome DevTools, Firefox, WebKit, jsdom, httplint, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, cors-test, LXGIC cors-debug",
    "allow-origin-mismatch",
    exchange({ response: [`${ALLOW_ORIGIN}: https://app.example.com:8443`, "Vary: Origin"] }),
  ),
  verdict(
    "`Access-Control-Allow-Origin` names the origin of the page",
    "httplint, ZAP, HTTP Observatory, cors-test",
    "allowed",
    "*allowed*, on the line above the request and in its hover",
    exchange({}),
  ),
  verdict(
    "`Access-Control-Allow-Origin: *` on a response without credentials",
    "httplint, Corsy, ZAP, HTTP Observatory, cors-audit-skill, Sonar, cors-test",
    "allowed",
    "*allowed*. A public response is safe with `*`; it is reported on an internal host, with credentials, and beside `Set-Cookie`",
    exchange({ response: [ALLOW_ALL] }),
  ),
  finding(
    "The value isn't a serialised origin: a path, a slash, no scheme, a relative URL",
    "HTTPolice, httplint, Chrome DevTools, cors-errors.info, dev-error-explainers, jub0bs/cors, Corsy, CORStest",
    "allow-origin-mismatch",
    exchange({ response: [`${ALLOW_ORIGIN}: //app.example.com/`, "Vary: Origin"] }),
  ),
  finding(
    "Several origins in one value, or several lines of the header, such as those of a proxy and an application",
    "HTTPolice, httplint, Chrome DevTools, Firefox, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, CORStest, jub0bs/cors",
    "allow-origin-multiple",
    exchange({ response: [ALLOW, `${ALLOW_ORIGIN}: *`] }),
  ),
  finding(
    "A wildcard in a part of the origin",
    "CORStest, jub0bs/cors, cors-errors.info",
    "allow-origin-partial-wildcard",
    exchange({ response: [`${ALLOW_ORIGIN}: https://*.example.com`, "Vary: Origin"] }),
  ),
  finding(
    "`null` as the allowed origin of an ordinary page",
    "httplint, jub0bs/cors, cors-errors.info, dev-error-explainers",
    "allow-origin-null",
    exchange({ response: [`${ALLOW_ORIGIN}: null`] }),
  ),
  finding(
    "`null` is allowed with credentials",
    "Corsy, CORScanner, CORStest, cors-scanner, ZAP, Burp, CodeQL, jub0bs/cors",
    "allow-origin-null",
    exchange({
      origin: "Origin: null",
      request: [COOKIE],
      response: [`${ALLOW_ORIGIN}: null`, CREDENTIALS, "Vary: Origin"],
    }),
  ),
  finding(
    "`*` for a request with credentials",
    "Chrome DevTools, Firefox, WebKit, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, LXGIC cors-debug, jub0bs/cors, httplint, rastray",
    "allow-origin-wildcard-with-credentials",
    exchange({ request: [COOKIE], response: [ALLOW_ALL, CREDENTIALS] }),
  ),
  finding(
    "`*` beside `Access-Control-Allow-Credentials: true`, where the request has no credentials",
    "cors-errors.info, cors-doctor, cors-audit-skill, LXGIC cors-debug, dev-error-explainers",
    "allow-credentials-without-effect",
    exchange({ response: [ALLOW_ALL, CREDENTIALS] }),
  ),
  finding(
    "`Access-Control-Allow-Credentials` is missing for a request with credentials",
    "Chrome DevTools, Firefox, WebKit, jsdom, cors-errors.info, dev-error-explainers",
    "allow-credentials-missing",
    exchange({ request: [COOKIE], response: [ALLOW] }),
  ),
  finding(
    "`Access-Control-Allow-Credentials` isn't exactly `true`",
    "HTTPolice, httplint, Chrome DevTools, Firefox, WebKit, cors-errors.info, dev-error-explainers",
    "allow-credentials-not-true",
    exchange({ request: [COOKIE], response: [ALLOW, "Access-Control-Allow-Credentials: True"] }),
  ),
  finding(
    "Several lines of `Access-Control-Allow-Credentials`",
    "HTTPolice, httplint, cors-errors.info",
    "allow-credentials-not-true",
    exchange({ response: [ALLOW, CREDENTIALS, CREDENTIALS] }),
  ),
  finding(
    "The preflight has a status outside 200 to 299, such as 404, 405 or 5xx",
    "Chrome DevTools, Firefox, WebKit, jsdom, happy-dom, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, LXGIC cors-debug, HTTPolice",
    "preflight-status-not-ok",
    preflight({ status: 405, response: [ALLOW, "Allow: GET, PUT"] }),
  ),
  finding(
    "A login is asked for before CORS is handled: the preflight gets 401 or 403",
    "jub0bs/cors, HTTPolice, dev-error-explainers, cors-errors.info",
    "preflight-status-not-ok",
    preflight({ status: 401, response: [ALLOW, METHODS, "WWW-Authenticate: Bearer"] }),
  ),
  finding(
    "The preflight is redirected",
    "Chrome DevTools, Firefox, dev-error-explainers, cors-audit-skill",
    "preflight-redirect",
    preflight({ status: 301, response: [ALLOW, METHODS, "Location: https://api.example.com/b"] }),
  ),
  finding(
    "`Access-Control-Allow-Methods` lacks the method",
    "Chrome DevTools, Firefox, cors-errors.info, dev-error-explainers, happy-dom, cors-audit-skill, LXGIC cors-debug",
    "allow-methods-missing-method",
    preflight({ response: [ALLOW, `${ALLOW_METHODS}: DELETE`, AGE] }),
  ),
  finding(
    "The method differs in case from the one in the list",
    "HTTPolice, cors-errors.info",
    "allow-methods-missing-method",
    preflight({ response: [ALLOW, `${ALLOW_METHODS}: put`, AGE] }),
  ),
  finding(
    "A method in lower case that isn't asked for",
    "HTTPolice, jub0bs/cors",
    "allow-methods-without-effect",
    preflight({ response: [ALLOW, `${ALLOW_METHODS}: PUT, delete`, AGE] }),
  ),
  finding(
    "`CONNECT`, `TRACE` or `TRACK` among the allowed methods",
    "jub0bs/cors",
    "allow-methods-without-effect",
    preflight({ response: [ALLOW, `${ALLOW_METHODS}: PUT, TRACE`, AGE] }),
  ),
  none(
    "`GET`, `HEAD` and `POST` among the allowed methods",
    "jub0bs/cors",
    "They need no permission, but a list of all methods that a resource has is easier to read than one with gaps.",
  ),
  finding(
    "The list of methods isn't a list of tokens",
    "HTTPolice, httplint, Chrome DevTools, Firefox, cors-errors.info, dev-error-explainers, jub0bs/cors",
    "allow-methods-invalid",
    preflight({ response: [ALLOW, `${ALLOW_METHODS}: PUT; DELETE`, AGE] }),
  ),
  finding(
    "`Access-Control-Allow-Headers` lacks a name that the preflight asks for",
    "Chrome DevTools, Firefox, WebKit, jsdom, cors-errors.info, dev-error-explainers, cors-doctor, cors-audit-skill, LXGIC cors-debug",
    "allow-headers-missing-header",
    preflight({ asks: "x-token", response: [ALLOW, METHODS, `${ALLOW_HEADERS}: X-Other`, AGE] }),
  ),
  finding(
    "`*` doesn't cover `Authorization`",
    "Chrome DevTools, Firefox, dev-error-explainers, jub0bs/cors, cors-errors.info",
    "allow-headers-authorization-not-covered",
    preflight({ asks: "authorization", response: [ALLOW, METHODS, `${ALLOW_HEADERS}: *`, AGE] }),
  ),
  finding(
    "`*` in the list of methods or headers for a request with credentials",
    "cors-errors.info, dev-error-explainers, jub0bs/cors",
    "wildcard-not-a-wildcard-with-credentials",
    `# @cors credentials=include\n${preflight({ response: [ALLOW, CREDENTIALS, `${ALLOW_METHODS}: *`, AGE] })}`,
  ),
  finding(
    "`*` in a list of a response that allows credentials, which the text doesn't show",
    "dev-error-explainers, jub0bs/cors",
    "wildcard-not-a-wildcard-with-credentials",
    preflight({ response: [ALLOW, CREDENTIALS, METHODS, `${ALLOW_HEADERS}: *`, AGE] }),
  ),
  none(
    "`*` in the list of methods or headers, because Internet Explorer 11 and browsers of 2018 don't know it",
    "cors-errors.info",
    "No browser of today needs it. The verdict is that of the current versions.",
  ),
  finding(
    "The list of headers isn't a list of tokens",
    "HTTPolice, httplint, Chrome DevTools, Firefox, cors-errors.info, dev-error-explainers, jub0bs/cors",
    "allow-headers-invalid",
    preflight({ response: [ALLOW, METHODS, `${ALLOW_HEADERS}: X A`, AGE] }),
  ),
  finding(
    "`Cookie` among the allowed headers",
    "jub0bs/cors, cors-errors.info",
    "allow-headers-without-effect",
    preflight({ response: [ALLOW, METHODS, `${ALLOW_HEADERS}: Cookie`, AGE] }),
  ),
  none(
    "Other names that scripts can't set among the allowed headers, such as `Host` and `Origin`",
    "jub0bs/cors",
    "They have no effect and do no harm, and the lists that everyone copies have them.",
  ),
  finding(
    "A response header such as `Access-Control-Allow-Origin` among the allowed headers",
    "jub0bs/cors",
    "allow-headers-without-effect",
    preflight({ response: [ALLOW, METHODS, `${ALLOW_HEADERS}: Access-Control-Allow-Origin`, AGE] }),
  ),
  finding(
    "`Access-Control-Max-Age` isn't a number of seconds",
    "HTTPolice, httplint, Firefox, cors-errors.info, cors-audit-skill",
    "max-age-invalid",
    preflight({ response: [ALLOW, METHODS, "Access-Control-Max-Age: 10m"] }),
  ),
  finding(
    "A negative `Access-Control-Max-Age`",
    "httplint, HTTPolice, cors-errors.info, cors-doctor, jub0bs/cors",
    "max-age-invalid",
    preflight({ response: [ALLOW, METHODS, "Access-Control-Max-Age: -1"] }),
  ),
  finding(
    "Several lines of `Access-Control-Max-Age`",
    "cors-errors.info",
    "max-age-invalid",
    preflight({ response: [ALLOW, METHODS, AGE, AGE] }),
  ),
  finding(
    "`Access-Control-Max-Age` exceeds the limits of browsers",
    "jub0bs/cors, Firefox, cors-errors.info, cors-audit-skill",
    "max-age-over-engine-limit",
    preflight({ response: [ALLOW, METHODS, "Access-Control-Max-Age: 864000"] }),
  ),
  finding(
    "`Access-Control-Max-Age` is missing",
    "cors-errors.info, cors-doctor, cors-audit-skill, LXGIC cors-debug",
    "max-age-missing",
    preflight({ response: [ALLOW, METHODS] }),
  ),
  none(
    "`Access-Control-Max-Age: 0`, or a few seconds",
    "cors-doctor, LXGIC cors-debug",
    "That is how a developer turns the cache off. The hover says how long browsers cache the answer.",
  ),
  finding(
    "`Vary` lacks `Origin` where the response names one origin",
    "dev-error-explainers, cors-doctor, LXGIC cors-debug, CORStest, cors-scanner, cors-errors.info, jub0bs/cors",
    "vary-origin-missing",
    exchange({ response: [`${ALLOW_ORIGIN}: https://app.example.com`] }),
  ),
  finding(
    "`Vary` lists `Origin` twice",
    "httplint",
    "vary-origin-repeated",
    exchange({ response: [ALLOW, "Vary: Accept, Origin"] }),
  ),
  none(
    "`Vary: *`, `Vary: Host`, `Vary: User-Agent`, other names twice, very long values",
    "httplint, HTTPolice",
    "They are about caches in general. `*` also covers `Origin`.",
  ),
  none("`Preference-Applied` without `Vary: Prefer`", "HTTPolice", "No CORS header depends on `Prefer`."),
];
