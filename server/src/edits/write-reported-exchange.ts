import type { ConsoleMessage } from "../console-message/message";
import { byteLowercase } from "../cors/byte-case";
import { isSameOrigin, serializedOriginOf } from "../cors/origin";
import { mayBeRedirectStatus } from "../cors/status";
import type { HeaderName } from "../headers/table";
import { withoutSecrets } from "../http/secret-texts";

/** In place of something that the message doesn't say and that the check doesn't depend on. */
const UNKNOWN = "...";
const UNKNOWN_STATUS = "<status>";

/** What the message says, completed by what its check depends on. */
interface Report {
  readonly message: ConsoleMessage;
  readonly url: string;
  /** The page's origin. */
  readonly page: string;
  /** The value of the request's `Origin`. */
  readonly origin: string;
  readonly isPreflight: boolean;
  readonly isWithCredentials: boolean;
}

interface Head {
  readonly lines: readonly string[];
  /** Words for what the lines say and the message doesn't. */
  readonly assumed: readonly string[];
}

/**
 * The exchange that a message reports, as the text of an `.http` file: the parts that the message gives, the failing header in its place, and `...`
 * for the rest. The check that the message names fails in it. A comment lists the values that the check depends on and the message doesn't give. A
 * response is only written if the message proves that there was one.
 */
export function reportedExchange(message: ConsoleMessage): string {
  const report = reportOf(message);
  const response = responseOf(report);
  const first = firstHop(report);
  const asked = report.isPreflight ? preflightRequest(report) : null;
  const actual = actualRequest(report);
  const requests: readonly (readonly string[])[] = [
    ...(first === null ? [] : [first]),
    ...(asked === null
      ? [exchange(actual.lines, response?.lines ?? null)]
      : [exchange(asked.lines, response?.lines ?? null), ...(isActualKnown(report) ? [actual.lines] : [])]),
  ];
  const assumed = [
    ...(message.url === null ? [`URL ${report.url}`] : []),
    ...(message.origin === null ? [`origin ${report.page}`] : []),
    ...(asked ?? actual).assumed,
    ...(response?.assumed ?? []),
  ];
  const directive = report.isWithCredentials ? ["# @cors credentials=include"] : [];
  const text = requests.map((lines) => [...directive, ...lines].join("\n")).join("\n\n###\n\n");
  const comment =
    assumed.length === 0 ? "" : `# The message doesn't say this, so it is assumed: ${assumed.join(", ")}.\n`;
  // A redirect to a URL with a user name fails because it has one.
  return `${withoutSecrets(comment + text).replaceAll("//…@", "//user@")}\n`;
}

function exchange(request: readonly string[], response: readonly string[] | null): readonly string[] {
  return response === null ? request : [...request, "", ...response];
}

function reportOf(message: ConsoleMessage): Report {
  const { check, stage, firstUrl, value } = message;
  const page =
    message.origin ??
    ["https://app.example.com", "https://page.example.com"].find(
      (one) => !value?.includes(one) && serializedOriginOf(message.url ?? "") !== one,
    ) ??
    "null";
  const url =
    message.url ??
    ["https://api.example.com/", "https://server.example.com/"].find((one) => serializedOriginOf(one) !== page) ??
    UNKNOWN;
  return {
    message,
    url,
    page,
    origin: firstUrl === null || !taintsOrigin(firstUrl, url, page) ? page : "null",
    isPreflight: stage === "preflight" || check === "authorization-wildcard",
    isWithCredentials: check === "origin-wildcard" || check === "credentials",
  };
}

/** Whether a redirect makes the request's origin `null`: from another server than the page's to a third one. */
function taintsOrigin(from: string, to: string, page: string): boolean {
  return !isSameOrigin(from, page) && !isSameOrigin(from, to);
}

/** The request that redirects to the failing one; null if none does. The redirect passed its checks. */
function firstHop({ message: { firstUrl, method }, url, page, isWithCredentials }: Report): readonly string[] | null {
  return firstUrl === null
    ? null
    : [
        `${method ?? "GET"} ${firstUrl} HTTP/1.1`,
        `Origin: ${page}`,
        UNKNOWN,
        "",
        // A status that keeps the method.
        "HTTP/1.1 307",
        `Location: ${url}`,
        `Access-Control-Allow-Origin: ${page}`,
        ...(isWithCredentials ? ["Access-Control-Allow-Credentials: true"] : []),
        UNKNOWN,
      ];
}

/** Whether the message says enough about the request after a preflight. */
function isActualKnown({ message }: Report): boolean {
  return message.method !== null || message.requestHeader !== null;
}

function preflightRequest({ message, url, origin }: Report): Head {
  const { check, method, requestHeader } = message;
  const asked = method ?? (check === "method" ? "PUT" : DEPENDS_ON_METHOD.has(check) ? "GET" : UNKNOWN);
  return {
    lines: [
      `OPTIONS ${url} HTTP/1.1`,
      `Origin: ${origin}`,
      `Access-Control-Request-Method: ${asked}`,
      ...(requestHeader === null ? [] : [`Access-Control-Request-Headers: ${byteLowercase(requestHeader)}`]),
      UNKNOWN,
    ],
    assumed: method === null && asked !== UNKNOWN ? [`method ${asked}`] : [],
  };
}

/** Checks after that of the method. */
const DEPENDS_ON_METHOD: ReadonlySet<ConsoleMessage["check"]> = new Set([
  "headers-syntax",
  "header",
  "authorization-wildcard",
]);

function actualRequest({ message: { method, requestHeader, check }, url, origin }: Report): Head {
  return {
    lines: [
      `${method ?? "GET"} ${url} HTTP/1.1`,
      `Origin: ${origin}`,
      ...(check === "mode" ? ["Sec-Fetch-Mode: same-origin"] : []),
      ...(requestHeader === null ? [] : [`${requestHeader}: ${UNKNOWN}`]),
      UNKNOWN,
    ],
    assumed: method === null ? ["method GET"] : [],
  };
}

/** The response that fails; null if the message doesn't prove that there was one, or that it is what failed. */
function responseOf(report: Report): Head | null {
  const { message, origin, isPreflight } = report;
  const { check, value, redirectUrl } = message;
  const status = (usual: string): Head =>
    message.status !== null
      ? { lines: [`HTTP/1.1 ${message.status}`], assumed: [] }
      : { lines: [`HTTP/1.1 ${usual}`], assumed: usual === UNKNOWN_STATUS ? [] : [`status ${usual}`] };
  const usual = redirectUrl !== null ? "302" : isPreflight ? "204" : "200";
  const location = redirectUrl === null ? [] : [field("Location", redirectUrl)];
  const allowed = field("Access-Control-Allow-Origin", origin);
  /** A head that may have more fields. */
  const open = (first: Head, fields: readonly string[], assumed: readonly string[] = []): Head => ({
    lines: [...first.lines, ...location, ...fields, UNKNOWN],
    assumed: [...first.assumed, ...assumed],
  });
  /** A head without the field that the check misses. */
  const complete = (first: Head, fields: readonly string[], assumed: readonly string[] = []): Head => ({
    lines: [...first.lines, ...location, ...fields],
    assumed: [...first.assumed, ...assumed],
  });
  switch (check) {
    case "origin-missing":
      return complete(status(redirectUrl === null ? UNKNOWN_STATUS : usual), []);
    case "origin":
      return complete(status(redirectUrl === null ? UNKNOWN_STATUS : usual), [], ["no Access-Control-Allow-Origin"]);
    case "origin-mismatch":
    case "origin-invalid":
      return open(status(usual), [field("Access-Control-Allow-Origin", value ?? UNKNOWN)]);
    case "origin-multiple":
      return value !== null
        ? open(status(usual), [field("Access-Control-Allow-Origin", value)])
        : message.source === "webkit"
          ? open(status(usual), [field("Access-Control-Allow-Origin", `${origin}, *`)], ["the two values"])
          : open(status(usual), [allowed, field("Access-Control-Allow-Origin", "*")], ["the two values"]);
    case "origin-wildcard":
      return open(status(usual), [field("Access-Control-Allow-Origin", "*")]);
    case "credentials":
      return value === null || value === ""
        ? complete(status(usual), [allowed], ["no Access-Control-Allow-Credentials"])
        : open(status(usual), [allowed, field("Access-Control-Allow-Credentials", value)]);
    case "status":
      // Without a Location, because then the status isn't what fails.
      return (message.status !== null && mayBeRedirectStatus(message.status) ? complete : open)(
        status("400"),
        message.source === "webkit" ? [] : [allowed],
      );
    case "preflight-redirect":
      return {
        lines: [
          ...status("301").lines,
          field("Location", redirectUrl ?? "/elsewhere"),
          ...(message.source === "firefox" ? [allowed] : []),
          UNKNOWN,
        ],
        assumed: [...status("301").assumed, ...(redirectUrl === null ? ["the Location"] : [])],
      };
    case "methods-syntax":
      return open(
        status(usual),
        [allowed, field("Access-Control-Allow-Methods", value ?? "GET PUT")],
        value === null ? ["the value"] : [],
      );
    case "headers-syntax":
      return complete(
        status(usual),
        [allowed, field("Access-Control-Allow-Headers", value ?? "X-A X-B")],
        value === null ? ["the value"] : [],
      );
    case "method":
      return complete(status(usual), [allowed], ["no Access-Control-Allow-Methods"]);
    case "header":
      return complete(status(usual), [allowed], ["no Access-Control-Allow-Headers"]);
    case "authorization-wildcard":
      return complete(status(usual), [allowed, field("Access-Control-Allow-Headers", "*")]);
    case "redirect-credentials":
      return redirectWith(report, value || redirectUrl || "https://user@example.com/");
    case "redirect-scheme":
      return redirectWith(report, redirectUrl ?? "ftp://example.com/");
    case "redirect-mode":
    case "redirect-url":
    case "redirect-limit":
      return redirectWith(report, redirectUrl ?? UNKNOWN);
    case "network":
    case "mode":
    case "scheme":
    case "local-network":
    case "resource-policy":
    case "opaque-response":
    case "unnamed":
    case null:
      return null;
  }
}

/** A redirect that passes the CORS check. */
function redirectWith({ message, origin }: Report, location: string): Head {
  const { status, redirectUrl, value } = message;
  return {
    lines: [
      `HTTP/1.1 ${status ?? 302}`,
      field("Location", location),
      field("Access-Control-Allow-Origin", origin),
      UNKNOWN,
    ],
    assumed: [...(status === null ? ["status 302"] : []), ...(redirectUrl || value ? [] : ["the Location"])],
  };
}

function field(name: HeaderName, value: string): string {
  return value === "" ? `${name}:` : `${name}: ${value}`;
}
