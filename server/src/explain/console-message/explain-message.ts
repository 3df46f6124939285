import { analyse, DEFAULT_SETTINGS } from "../../analysis";
import type { ConsoleMessage, MessageSource, ReportedCheck } from "../../console-message/message";
import type { Browser } from "../../cors/engines";
import { reportedExchange } from "../../edits/write-reported-exchange";
import { withoutSecrets } from "../../http/secret-texts";
import { rulePageUrl } from "../../rules/framework/rule-ids";
import { ENGINE_NAMES } from "../../words/engine-names";
import { consoleItems } from "../console/paragraphs";
import { code, link, longCode } from "../markdown";
import { stepLink } from "../standard";
import { CHECK_WORDS } from "./check-words";
import { messageTitle } from "./message-title";

/**
 * What a console message means, as short Markdown: the check that failed, what the message proves and what it doesn't, what the other browsers print
 * for the same, and where to look next.
 */
export function explainMessage(message: ConsoleMessage): string {
  const { check } = message;
  const words = check === null ? null : CHECK_WORDS[check];
  const links = [
    ...(words?.step ? [stepLink(words.step)] : []),
    ...(words?.rule ? [link("Rule", rulePageUrl(words.rule))] : []),
  ];
  return [
    `**${escaped(messageTitle(message))}**`,
    [words?.meaning ?? NO_REASON, ...(links.length === 0 ? [] : [links.join(" · ")])].join(" "),
    ...list("It proves", proved(message)),
    ...list("It doesn't prove", open(message)),
    ...list("For the same, other browsers print", otherBrowsers(message)),
    `**Next:** ${nextStep(message)}`,
  ].join("\n\n");
}

const NO_REASON =
  "Scripts get the same error whether the network or CORS fails, so that they can't learn about other sites.";

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`**${title}**`, items.map((item) => `- ${item}`).join("\n")];
}

function escaped(text: string): string {
  return text.replace(/[\\*_<>[\]#|`]/g, "\\$&");
}

function shown(text: string): string {
  return code(withoutSecrets(text));
}

/** Checks of a response: the server has answered. */
const OF_RESPONSE: ReadonlySet<ReportedCheck | null> = new Set<ReportedCheck>([
  "origin",
  "origin-missing",
  "origin-mismatch",
  "origin-invalid",
  "origin-multiple",
  "origin-wildcard",
  "credentials",
  "status",
  "preflight-redirect",
  "methods-syntax",
  "headers-syntax",
  "method",
  "header",
]);

/** Checks that come after those of the response's origin. */
const AFTER_ORIGIN: ReadonlySet<ReportedCheck | null> = new Set<ReportedCheck>([
  "methods-syntax",
  "headers-syntax",
  "method",
  "header",
]);

function proved(message: ConsoleMessage): string[] {
  const { check, stage, url, firstUrl, origin, redirectUrl, status, value, header, method, requestHeader } = message;
  const answered = !OF_RESPONSE.has(check)
    ? []
    : stage === "preflight"
      ? ["A preflight was sent and answered; the request itself wasn't sent."]
      : stage === "actual"
        ? [
            "The server answered the request itself, and may have done what it asks for; the page can't read the answer.",
          ]
        : [];
  return [
    ...answered,
    ...(url === null
      ? []
      : [
          `The URL is ${shown(url)}${firstUrl === null ? "" : `, reached through a redirect from ${shown(firstUrl)}`}.`,
        ]),
    ...(redirectUrl === null ? [] : [`The response redirects to ${shown(redirectUrl)}.`]),
    ...(origin === null ? [] : [`The page's origin is ${shown(origin)}.`]),
    ...(method === null ? [] : [`The method is ${shown(method)}.`]),
    ...(requestHeader === null ? [] : [`The script adds the header ${shown(requestHeader)}.`]),
    ...(status === null ? [] : [`The status is \`${status}\`.`]),
    ...(header === null || value === null || value === "" ? [] : [`\`${header}\` has ${shown(value)}.`]),
    ...(check === "origin-wildcard" || check === "credentials" ? ["The request has credentials."] : []),
    ...(AFTER_ORIGIN.has(check) ? ["The checks of `Access-Control-Allow-Origin` and of the status passed."] : []),
  ];
}

function open(message: ConsoleMessage): string[] {
  const { source, check, stage, status, origin, value, method } = message;
  const names = source === "protocol" || source === "script" ? null : ENGINE_NAMES[source];
  return [
    ...(check === "origin-missing" && (status === null || status >= 300)
      ? [
          "That CORS is off in the server: an error page, a proxy's answer or a redirect to a login page lacks the header too.",
        ]
      : []),
    ...(check === "origin" ? ["Whether `Access-Control-Allow-Origin` is missing or has another value."] : []),
    ...(check === "origin-multiple" && value === null ? ["Which values there are."] : []),
    ...(check === "credentials" && !value ? ["Whether the header is missing or has another value."] : []),
    ...(OF_RESPONSE.has(check) && stage === null
      ? [`Whether the preflight or the request itself failed${names === null ? "" : `: ${names} doesn't say`}.`]
      : []),
    ...(check === "method" && method === null ? ["Which method the request has."] : []),
    ...(check === "header" ? ["That no other header is missing: browsers name one."] : []),
    ...(check === "status" && status === null ? ["Which status it is."] : []),
    ...(check === "network" && source === "firefox" ? ["That CORS is the cause, although Firefox says so."] : []),
    ...(origin === null && source === "firefox" && check !== null
      ? ["The page's origin: Firefox doesn't print it."]
      : []),
  ];
}

const BROWSERS_OF: Readonly<Record<MessageSource, readonly Browser[]>> = {
  chromium: ["chromium"],
  firefox: ["firefox"],
  webkit: ["webkit"],
  protocol: ["chromium"],
  script: [],
};

/** What the others print for the exchange that the message reports. Values that it doesn't give are those that are assumed there. */
function otherBrowsers(message: ConsoleMessage): string[] {
  const [own] = BROWSERS_OF[message.source];
  if (own === undefined) {
    return [];
  }
  const analysis = analyse(reportedExchange(message), "http", DEFAULT_SETTINGS);
  const blocked = analysis.judged.exchanges.find(({ verdict }) => verdict[own] === "blocked");
  return blocked === undefined
    ? []
    : consoleItems(analysis, blocked).filter((item) => !item.startsWith(`${ENGINE_NAMES[own]}:`));
}

function nextStep(message: ConsoleMessage): string {
  const { check, url } = message;
  if (check === null || check === "unnamed") {
    return "Look for a line with `CORS` above or below it in the console. If there is none, look at the request in the Network panel: its status says whether a response came.";
  }
  if (check === "network") {
    return `Open the URL in a tab of its own, or run ${commandFor(message) ?? "`curl -i`"}: what fails there isn't CORS.`;
  }
  if (!OF_RESPONSE.has(check)) {
    return "Write the exchange with the response that the Network panel shows.";
  }
  const command = commandFor(message);
  return `Write the exchange that the message reports, and paste the real response into it: from the Network panel${
    command === null || url === null ? "" : `, or from ${command}`
  }.`;
}

/** A `curl` command that shows the response that failed; null if the message doesn't give the URL, or if it can't be quoted. */
function commandFor({ url, origin, stage, method, requestHeader }: ConsoleMessage): string | null {
  if (url === null || /['\s\p{Cc}]/u.test(url + (origin ?? ""))) {
    return null;
  }
  const words = [
    "curl -i",
    ...(stage === "preflight" ? ["-X OPTIONS"] : []),
    `-H 'Origin: ${origin ?? "<origin of the page>"}'`,
    ...(stage === "preflight" ? [`-H 'Access-Control-Request-Method: ${method ?? "<method>"}'`] : []),
    ...(stage === "preflight" && requestHeader !== null
      ? [`-H 'Access-Control-Request-Headers: ${requestHeader.toLowerCase()}'`]
      : []),
    `'${url}'`,
  ];
  return longCode(withoutSecrets(words.join(" ")), 500);
}
