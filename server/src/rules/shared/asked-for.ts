import { listItems } from "../../exchange/list-items";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { memo } from "../../text/memo";
import { place } from "../../text/range";
import type { Related } from "../framework/rule";

/** Where the request uses its method or, if it is a preflight, asks for one. */
export function askedMethod({ kind, request }: JudgedExchange): Related[] {
  const part =
    kind === "preflight"
      ? fieldsNamed(request, "Access-Control-Request-Method")[0]?.value
      : (request.method ?? undefined);
  const message = kind === "preflight" ? "The preflight asks for this method." : "The request uses this method.";
  return part === undefined ? [] : [{ message, place: place(request, part) }];
}

/** Where the request has headers or, if it is a preflight, asks for them. */
export function askedHeaders({ kind, request }: JudgedExchange, names: readonly string[]): Related[] {
  const parts =
    kind === "preflight"
      ? fieldsNamed(request, "Access-Control-Request-Headers").flatMap(listItems)
      : request.fields.map(({ name }) => ({ text: name.text, range: name }));
  const message = kind === "preflight" ? "The preflight asks for this header." : "The request has this header.";
  return parts
    .filter(({ text }) => setOf(names).has(text.toLowerCase()))
    .map(({ range }) => ({ message, place: place(request, range) }));
}

/** The requests that a preflight serves ask for the same list. */
const setOf = memo((names: readonly string[]): ReadonlySet<string> => new Set(names));
