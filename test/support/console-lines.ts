import type { Browser } from "../../server/src/cors/engines";
import type { ConsoleLine } from "../../server/src/explain/console/attempt";
import { consoleLines } from "../../server/src/explain/console/console";
import type { JudgedExchange } from "../../server/src/judged/judged-exchange";
import { isUnknown } from "../../server/src/text/unknown";

/** The lines that a browser prints; null if they depend on something unknown, or have a part that isn't shown. */
export function exactConsoleLines(exchange: JudgedExchange, browser: Browser): readonly ConsoleLine[] | null {
  const lines = consoleLines(exchange, browser);
  const { urlList, origin } = exchange.fetchRequest[browser];
  const isExact =
    lines?.length === 0 ||
    // If only a host is given, the scheme of the first URL is a guess, and the schemes of the others may be.
    (firstOf(exchange).target.scheme !== null &&
      ![...urlList, origin].some(isUnknown) &&
      !lines?.flat().some((line) => line.includes("…")));
  return isExact ? lines : null;
}

/** The first exchange of a redirect chain. */
function firstOf(exchange: JudgedExchange): JudgedExchange {
  return exchange.redirectFrom === null ? exchange : firstOf(exchange.redirectFrom);
}
