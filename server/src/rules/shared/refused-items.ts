import { ENGINES } from "../../cors/engines";
import type { HeaderName } from "../../headers/table";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { memoByName } from "../../text/memo";
import { listed } from "../../words/listed";
import type { Blocked, Fault } from "../framework/blocking";

/**
 * The methods or header names that a list in a preflight's response lacks. They are collected over all requests that the preflight serves, so that
 * the list is reported once.
 */
export function refusedItems({ at, failures }: Fault, judged: JudgedExchanges): readonly string[] {
  const header = failures[0]?.header ?? null;
  const own = failures.flatMap(({ subject }) => subject ?? []);
  const together = header === null ? NONE : refusedTogether(judged.servedBy(at), header);
  return own.every((item) => together.has(item)) ? [...together].sort() : own;
}

const NONE: ReadonlySet<string> = new Set();

const refusedTogether = memoByName(
  (served: readonly JudgedExchange[], header: HeaderName): ReadonlySet<string> =>
    new Set(served.flatMap((exchange) => refusedTo(exchange, header))),
);

function refusedTo({ judgement }: JudgedExchange, header: HeaderName): string[] {
  return ENGINES.flatMap((engine) => judgement[engine].preflight?.failures ?? []).flatMap((failure) =>
    failure.header === header && failure.subject !== null ? failure.subject : [],
  );
}

/** All methods or header names that the step refuses in at least one browser. */
export function refusedInBrowsers({ exchange, failure: { number }, browsers }: Blocked): string {
  const refused = browsers
    .flatMap((engine) => exchange.judgement[engine].preflight?.failures ?? [])
    .flatMap((failure) => (failure.number === number && failure.subject !== null ? failure.subject : []));
  return listed([...new Set(refused)]);
}
