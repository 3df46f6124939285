import { enumerate, quote } from "../../words/quote";

const MAX_NAMES = 6;

/** Names as typed, in backticks; if there are many, the first ones and how many more. */
export function quotedNames(names: readonly string[]): string {
  return enumerate(
    names.length > MAX_NAMES
      ? [...names.slice(0, MAX_NAMES - 1).map(quote), `${names.length - MAX_NAMES + 1} more`]
      : names.map(quote),
  );
}

/** Names for the title of an action; if there are many, only their number. */
export function titleNames(names: readonly string[]): string {
  return names.length > MAX_NAMES ? `${names.length} names` : enumerate(names);
}
