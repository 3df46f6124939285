import { readCase } from "../case/read-case";
import { crossOriginMode } from "../cors/fetch-request";
import type { Exchange } from "../exchange/exchange";
import { isUnknown } from "../text/unknown";
import type { JudgedCase } from "../verdict/judged-case";
import { type Credentials, JudgedExchange } from "./judged-exchange";
import { knownCase } from "./known-case";
import { servingPreflights } from "./serving-preflights";

/**
 * Judges every exchange of a group in every engine. A preflight is judged in the credentials mode of the requests that it serves.
 * @param exchanges in the order of their requests.
 */
export function judgeExchanges(exchanges: readonly Exchange[]): JudgedExchange[] {
  const serving = servingPreflights(exchanges, (exchange) => caseWith(exchange, null), caseWith);
  const modes = new Map<Exchange, Credentials>();
  for (const [exchange, preflight] of serving) {
    // What passes with credentials passes without, so one request with credentials decides for all that the preflight serves; else one that may have
    // them.
    modes.set(preflight, stricter(modes.get(preflight), credentialsOf(exchange)));
  }
  const judged = new Map<Exchange, JudgedExchange>();
  const judgedOf = (exchange: Exchange | null | undefined) =>
    exchange == null ? null : (judged.get(exchange) ?? null);
  for (const exchange of exchanges) {
    const preflight = serving.get(exchange) ?? null;
    const redirectFrom = judgedOf(exchange.redirectFrom);
    const credentials = modes.get(exchange) ?? credentialsOf(exchange);
    const read = readCase(exchange, preflight, credentials.mode);
    const decision = knownCase(read, redirectFrom?.decision ?? null);
    judged.set(exchange, new JudgedExchange(exchange, read, decision, judgedOf(preflight), redirectFrom, credentials));
  }
  return [...judged.values()];
}

/** The case of an exchange with a preflight, or without one. */
function caseWith(exchange: Exchange, preflight: Exchange | null): JudgedCase {
  const { redirectFrom } = exchange;
  const read = readCase(exchange, preflight, credentialsOf(exchange).mode);
  return knownCase(read, redirectFrom === null ? null : caseWith(redirectFrom, null));
}

function stricter(before: Credentials | undefined, other: Credentials): Credentials {
  return before?.mode === "include" || (before !== undefined && isUnknown(before.mode) && other.mode === "omit")
    ? before
    : other;
}

function credentialsOf({ credentials }: Exchange): Credentials {
  return credentials === null
    ? { mode: "omit", from: "assumed" }
    : { mode: crossOriginMode({ credentialsMode: credentials.mode }), from: credentials.from };
}
