import type { Analysis } from "../../analysis";
import type { Browser } from "../../cors/engines";
import { withoutSecrets } from "../../http/secret-texts";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { ENGINE_NAMES } from "../../words/engine-names";
import { code, longCode } from "../markdown";
import { assumedScheme, type ConsoleLine } from "./attempt";
import { consoleLines } from "./console";

/** Lines are cut off after this many characters. */
const MAX_LENGTH = 500;

export const CONSOLE_TITLE = "What browsers print to the console";

/**
 * The line that each browser that blocks the exchange or warns about it prints to its console; if it prints several, the one with the reason.
 * Each is Markdown.
 */
export function consoleItems({ judged }: Analysis, exchange: JudgedExchange): string[] {
  const served = judged.servedBy(exchange).find(({ redirectFrom }) => redirectFrom !== null) ?? null;
  const items = judged.browsers.flatMap((browser) => {
    const lines = consoleLines(exchange, browser, served);
    return lines === null ? [] : item(browser, lines, exchange.verdict[browser] === "blocked");
  });
  const scheme = assumedScheme((served ?? exchange).fetchRequest.fetch, exchange.target);
  const isPrinted = scheme !== null && items.some((one) => one.includes(`${scheme}:${exchange.target.key}`));
  return isPrinted ? [...items, `Assuming ${code(scheme)}, because the text gives no scheme.`] : items;
}

function item(browser: Browser, lines: readonly ConsoleLine[], isBlocked: boolean): string[] {
  // Warnings come before the line that says why the request is blocked.
  const telling = lines.find(([line]) => !isBlocked || !line.startsWith("Cross-Origin Request Warning"));
  const name = ENGINE_NAMES[browser];
  if (telling === undefined) {
    return isBlocked ? [`${name}: nothing about CORS, only that the request failed.`] : [];
  }
  const [line, ...others] = telling;
  const isSameName = others.every((other) => other.toLowerCase() === line.toLowerCase());
  const alternatives =
    others.length === 0
      ? ""
      : isSameName
        ? ", or the same with the name in lower case"
        : ", or the same for another header";
  return [`${name}: ${longCode(printable(line), MAX_LENGTH)}${alternatives}`];
}

function printable(line: string): string {
  const visible = withoutSecrets(line).replace(/\p{Cc}/gu, "\ufffd");
  return visible.length > MAX_LENGTH ? `${visible.slice(0, MAX_LENGTH - 1)}…` : visible;
}
