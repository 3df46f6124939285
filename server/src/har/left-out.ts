import { commandAt } from "../http/command-start";
import { memoText } from "../text/memo";
import { type HarEntry, type HarField, valuesNamed, wordNamed } from "./entry";

/**
 * Why an entry isn't one that CORS decides about. `not-http`: its URL or method isn't one of HTTP. `tunnel`: `CONNECT` of a proxy. `service-worker`: a
 * service worker of the page answered. `without-origin`: nothing shows that CORS decides about it.
 */
export type LeftOut =
  | "not-http"
  | "tunnel"
  | "websocket"
  | "navigation"
  | "no-cors"
  | "same-origin"
  | "service-worker"
  | "without-origin";

/** The types of resources that Chromium loads without CORS, unless the request has an `Origin`. A navigation may have one. */
const NAVIGATIONS: ReadonlySet<string> = new Set(["document", "subdocument"]);
const WITHOUT_CORS: ReadonlySet<string> = new Set(
  "image imageset stylesheet script media ping beacon manifest csp-violation-report cspviolationreport".split(" "),
);

/** Whether a text can show a method: a line that begins with `curl` is a command. Real methods are made of these characters. */
const isMethod = memoText((method: string): boolean => {
  const line = `${method} https://a.example/ HTTP/1.1`;
  return /^[A-Za-z][\w-]*$/.test(method) && commandAt(line, 0, line.length) === null;
});

/** The modes of `Sec-Fetch-Mode` that aren't `cors`. */
const BY_MODE: ReadonlyMap<string, LeftOut> = new Map([
  ["navigate", "navigation"],
  ["nested-navigate", "navigation"],
  ["no-cors", "no-cors"],
  ["same-origin", "same-origin"],
  ["websocket", "websocket"],
]);

/** Why CORS can't decide about an entry, as far as the entry itself says; null if it may. */
export function leftOutAlone({ resourceType, request, response }: HarEntry): LeftOut | null {
  const { fields } = request;
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(request.url?.text ?? "")?.[0].toLowerCase();
  const method = request.method?.text ?? "GET";
  if (method.toUpperCase() === "CONNECT") {
    return "tunnel";
  }
  if (
    scheme === "ws" ||
    scheme === "wss" ||
    resourceType === "websocket" ||
    wordNamed(fields, "upgrade") === "websocket"
  ) {
    return "websocket";
  }
  const isHttp = (scheme === "http" || scheme === "https") && isMethod(method) && request.url?.isCut === false;
  if (!isHttp || urlOf(request.url?.text ?? "") === null) {
    return "not-http";
  }
  if (response.isFromServiceWorker) {
    return "service-worker";
  }
  const byMode = BY_MODE.get(wordNamed(fields, "sec-fetch-mode") ?? "");
  if (byMode !== undefined) {
    return byMode;
  }
  if (wordNamed(fields, "sec-fetch-site") === "same-origin" && !mayRedirect(response.status) && !isTainted(fields)) {
    return "same-origin";
  }
  // Only navigations have this field.
  if (NAVIGATIONS.has(resourceType ?? "") || wordNamed(fields, "upgrade-insecure-requests") !== null) {
    return "navigation";
  }
  return WITHOUT_CORS.has(resourceType ?? "") && valuesNamed(fields, "origin").length === 0 ? "no-cors" : null;
}

/** Whether a redirect brought the request back to the page's own origin: then CORS decides about it, and it may have a preflight. */
function isTainted(fields: readonly HarField[]): boolean {
  return wordNamed(fields, "origin") === "null" || valuesNamed(fields, "access-control-request-method").length > 0;
}

export function mayRedirect(status: number | null): boolean {
  return status !== null && status >= 300 && status < 400;
}

/** The URL without its fragment; null if it isn't one. */
export function urlOf(text: string, base?: string): URL | null {
  try {
    const url = new URL(text, base);
    url.hash = "";
    return url;
  } catch {
    return null;
  }
}
