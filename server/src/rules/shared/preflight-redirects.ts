import { fieldsNamed, type Response } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";

/** Why servers redirect a preflight, by its URL and the redirect's, and the cure. The first that applies counts. */
const CURES: readonly (readonly [applies: (from: URL, to: URL) => boolean, cure: string])[] = [
  [
    (_, { hostname, pathname }) =>
      /(?:^|[./_-])(?:log-?[io]n|sign-?[io]n|sso|oauth2?|saml2?|authorize|cas|adfs|accounts?)(?:[./_-]|$)/i.test(
        `${hostname.split(".").slice(0, -1).join(".")}${pathname}`,
      ) || /(?:^|\.)cloudflareaccess\.com$/.test(hostname),
    "answer `OPTIONS` before the check that asks for a login",
  ],
  [
    (from, to) =>
      from.protocol === "http:" &&
      to.protocol === "https:" &&
      from.hostname === to.hostname &&
      from.pathname === to.pathname,
    "make the page request the `https:` URL",
  ],
  [
    (from, to) => from.host === to.host && `${from.pathname}/` === to.pathname,
    "make the page request the URL with the slash at the end",
  ],
  [
    (from, to) => from.host === to.host && from.pathname === `${to.pathname}/`,
    "make the page request the URL without the slash at the end",
  ],
  [(from, to) => from.pathname === to.pathname && from.host !== to.host, "make the page request the other host"],
];

const OTHERWISE = "make the page request the final URL, or answer `OPTIONS` before the redirect";

/** Returns what to do about a redirect of a preflight, as the end of a sentence. */
export function cureOfRedirect({ target }: JudgedExchange, response: Response): string {
  const [location] = fieldsNamed(response, "Location");
  // A key without a scheme is that of `Host` and a path. A redirect from there to the same `https` URL starts at `http`.
  const url = target.url ?? (target.key.startsWith("//") ? `http:${target.key}` : null);
  if (url === null || location === undefined || isUnknown(location.resolved)) {
    return OTHERWISE;
  }
  try {
    const from = new URL(url);
    const to = new URL(location.resolved, url);
    return CURES.find(([applies]) => applies(from, to))?.[1] ?? OTHERWISE;
  } catch {
    return OTHERWISE;
  }
}
