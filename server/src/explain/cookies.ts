import type { Analysis } from "../analysis";
import { blocksThirdParty, type CookieRefusal, cookieRefusal, countedAttributes } from "../cors/cross-origin-cookie";
import type { Browser } from "../cors/engines";
import { settingOfMode } from "../exchange/cors-directive";
import type { Field } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { cookieContextOf, cookieIn, isSentWithCredentials } from "../rules/shared/cookies";
import { knownPage } from "../rules/shared/redirect";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { code } from "./markdown";

/** Whether the page's request has its cookies. Markdown. */
export function sentCookieParagraphs({
  kind,
  applicability,
  isPageUnknown,
  credentials,
  resolvedCredentials,
}: JudgedExchange): string[] {
  if (kind === "preflight") {
    return ["Not sent: a preflight never has cookies."];
  }
  if (isPageUnknown) {
    return ['To another origin, sent only with `credentials: "include"`.'];
  }
  if (applicability.applies === false) {
    return applicability.reason === "same-origin"
      ? [credentials?.mode === "omit" ? notSent("omit") : "Sent: the page and the URL have the same origin."]
      : [];
  }
  if (isUnknown(resolvedCredentials.mode)) {
    return ["Can't tell if it is sent: the text doesn't say whether the request has credentials."];
  }
  if (resolvedCredentials.mode === "omit") {
    return [notSent(settingOfMode(credentials?.mode ?? "omit"))];
  }
  return [
    credentials?.from === "cookie"
      ? 'Sent only with `credentials: "include"`, which is assumed because a cookie is shown.'
      : "Sent: the credentials mode is `include`.",
  ];
}

function notSent(mode: string): string {
  return `Not sent: the credentials mode is ${code(mode)}.`;
}

/** Which browsers store the cookie of a `Set-Cookie` field. Markdown. */
export function storedCookieParagraphs({ judged }: Analysis, exchange: JudgedExchange, field: Field): string[] {
  const { kind, applicability, resolvedCredentials, isPageUnknown } = exchange;
  if (kind === "preflight") {
    return ["Not stored: a preflight has no credentials."];
  }
  if (isPageUnknown) {
    return ['For a page of another origin, stored only with `credentials: "include"`.'];
  }
  if (applicability.applies === false) {
    return [];
  }
  if (isUnknown(resolvedCredentials.mode)) {
    return ["Can't tell if browsers store it: the text doesn't say whether the request has credentials."];
  }
  if (resolvedCredentials.mode === "omit") {
    return resolvedCredentials.from === "assumed"
      ? ['Not stored without `credentials: "include"`: no credentials are shown.']
      : [`Not stored: the credentials mode is ${code(settingOfMode(exchange.credentials?.mode ?? "omit"))}.`];
  }
  if (applicability.applies === true && !isSentWithCredentials(exchange)) {
    return ["Not stored: browsers don't send the request."];
  }
  const page = knownPage(exchange);
  const context = page === null ? null : cookieContextOf(exchange, page);
  const cookie = cookieIn(field);
  if (context === null || cookie === null) {
    const open = context === null ? "the site of the page or of the URL isn't known" : "its attributes aren't known";
    return [`Can't tell if browsers store it: ${open}.`];
  }
  const attributes = countedAttributes(cookie.attributes);
  return [
    storageWords(
      judged.browsers.map((browser) => [
        browser,
        blocksThirdParty(context, browser) ? "third-party" : cookieRefusal(attributes, context, browser),
      ]),
      context.relation === "cross-site",
    ),
  ];
}

type NotStored = CookieRefusal | "third-party";

const WHY_NOT: Readonly<Record<NotStored, string>> = {
  "not-none": "`SameSite` keeps it to its own site",
  "not-secure": "`SameSite=None` needs `Secure`",
  "not-https": "`Secure` needs `https:`",
  "third-party": "a third-party cookie",
};

function storageWords(results: readonly (readonly [Browser, NotStored | null])[], isThirdParty: boolean): string {
  const storing = results.filter(([, why]) => why === null).map(([browser]) => browser);
  const reasons = new Set(results.flatMap(([, why]) => why ?? []));
  const refusing = Array.from(reasons, (why) => {
    const those = results.filter(([, one]) => one === why).map(([browser]) => browser);
    return `${those.length === results.length ? "" : `in ${engineNames(those)} `}(${WHY_NOT[why]})`;
  }).join(" and ");
  if (storing.length === 0) {
    return `Not stored ${refusing}.`;
  }
  const where = refusing === "" ? "" : ` in ${engineNames(storing)}`;
  const condition = isThirdParty ? ", if third-party cookies are allowed" : "";
  return `Stored${where}${condition}${refusing === "" ? "" : `; not ${refusing}`}.`;
}
