import { ENGINES } from "../../cors/engines";
import { type AllowList, listEdits } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { preflightRequirements, type Requirements } from "../../edits/requirements";
import { listItems } from "../../exchange/list-items";
import { responseHeaderNamed } from "../../exchange/response-header-name";
import type { HeaderName } from "../../headers/table";
import { fieldsNamed, type Response } from "../../http/tree";
import type { JudgedDocument, JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { memoByName } from "../../text/memo";
import { listed } from "../../words/listed";
import type { Blocked, Fault } from "../framework/blocking";
import { titleNames } from "./name-list";

/**
 * The methods or header names that a list in a preflight's response lacks. They are collected over all requests that the preflight serves, so that
 * the list is reported once. It doesn't lack the response headers that a page sends by mistake.
 */
export function refusedItems({ at, failures }: Fault, judged: JudgedExchanges): readonly string[] {
  const header = failures[0]?.header ?? null;
  const own = failures.flatMap(({ subject }) => subject ?? []);
  const { set, sorted } = header === null ? NONE : refusedTogether(judged.servedBy(at), header);
  return own.every((item) => set.has(item)) ? sorted : own;
}

interface Items {
  readonly set: ReadonlySet<string>;
  readonly sorted: readonly string[];
}

const NONE: Items = { set: new Set(), sorted: [] };

const refusedTogether = memoByName((served: readonly JudgedExchange[], header: HeaderName): Items => {
  const set = new Set(served.flatMap((exchange) => refusedTo(exchange, header)));
  return { set, sorted: [...set].sort() };
});

function refusedTo({ judgement }: JudgedExchange, header: HeaderName): string[] {
  return ENGINES.flatMap((engine) => judgement[engine].preflight?.failures ?? []).flatMap((failure) =>
    failure.header === header && failure.subject !== null && responseHeaderNamed(failure.subject) === null
      ? failure.subject
      : [],
  );
}

/** The items of a list in a response, which may be reported for many requests. */
export const itemsListed = memoByName((response: Response, header: HeaderName): readonly string[] =>
  fieldsNamed(response, header)
    .flatMap(listItems)
    .map(({ text }) => text),
);

/**
 * Adds to a list what the requests after the preflight need, not only the refused items.
 * @param listed the items that the list has.
 * @param titleOf the title for the added names.
 * @param neededOf the items to add unless they are listed.
 */
export function itemFixes(
  { at }: Fault,
  judged: JudgedDocument,
  list: AllowList,
  listed: readonly string[],
  titleOf: (names: string) => string = (names) => `Add ${names} to ${list.name}`,
  neededOf: (required: Requirements) => readonly string[] = (required) => required[list.grants],
): Fix[] {
  const required = preflightRequirements(at, judged.servedBy(at));
  if (required === null) {
    return [];
  }
  const present = new Set(list.caseSensitive ? listed : listed.map((name) => name.toLowerCase()));
  const items = neededOf(required).filter((item) => !present.has(item));
  const edits = listEdits(judged, at, at.response, list, items, required);
  return edits === null || edits.length === 0
    ? []
    : [{ title: titleOf(titleNames(items)), grade: "suggestion", edits }];
}

/** All methods or header names that the step refuses in at least one browser. */
export function refusedInBrowsers({ exchange, failure: { number }, browsers }: Blocked): string {
  const refused = browsers
    .flatMap((engine) => exchange.judgement[engine].preflight?.failures ?? [])
    .flatMap((failure) =>
      failure.number === number && failure.subject !== null && responseHeaderNamed(failure.subject) === null
        ? failure.subject
        : [],
    );
  return listed([...new Set(refused)]);
}
