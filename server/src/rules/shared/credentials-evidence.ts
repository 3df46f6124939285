import { corsDirective } from "../../exchange/cors-directive";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import type { Related } from "../framework/rule";

/**
 * Where the text says that a request has credentials: the name of its `Cookie` field (never the value), its directive, or the option of a call. For
 * a preflight, this is in the request that it serves.
 */
export function credentialsEvidence(exchange: JudgedExchange, judged: JudgedExchanges): Related[] {
  const { request, resolvedCredentials } = exchange;
  if (resolvedCredentials.mode !== "include") {
    return [];
  }
  const directive = request.directives.findLast((candidate) => corsDirective(candidate)?.credentials === "include");
  if (directive !== undefined) {
    return [{ message: "The request has credentials.", place: place(directive, directive.value) }];
  }
  const option = request.call?.credentials ?? null;
  if (option?.value === "include") {
    return [{ message: "The request has credentials.", place: place(request, option.part) }];
  }
  const [cookie] = exchange.kind === "actual" ? fieldsNamed(request, "Cookie") : [];
  if (cookie !== undefined) {
    return [{ message: "The request has credentials.", place: place(request, cookie.name) }];
  }
  const served = judged.servedBy(exchange).find((other) => other.resolvedCredentials.mode === "include");
  return served === undefined ? [] : credentialsEvidence(served, judged);
}
