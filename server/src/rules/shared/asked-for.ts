import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import type { Related } from "../framework/rule";
import { listItems } from "./words";

/** Where an exchange's request uses a method or, as a preflight, announces it. */
export function askedMethod({ kind, request }: JudgedExchange): Related[] {
  const part =
    kind === "preflight"
      ? fieldsNamed(request, "Access-Control-Request-Method")[0]?.value
      : (request.method ?? undefined);
  return part === undefined ? [] : [{ message: "The method that is asked for.", place: place(request, part) }];
}

/** Where an exchange's request sets headers or, as a preflight, announces them. */
export function askedHeaders({ kind, request }: JudgedExchange, names: readonly string[]): Related[] {
  const parts =
    kind === "preflight"
      ? fieldsNamed(request, "Access-Control-Request-Headers").flatMap(listItems)
      : request.fields.map(({ name }) => ({ text: name.text, range: name }));
  return parts
    .filter(({ text }) => names.includes(text.toLowerCase()))
    .map(({ range }) => ({ message: "The header that is asked for.", place: place(request, range) }));
}
