import { fieldsNamed } from "../http/tree";
import { Unknown, type Value } from "../text/unknown";
import type { JudgedExchange } from "./judged-exchange";

/** The method of the request that a page makes: a preflight asks for it. */
export function askedMethod({ kind, request }: JudgedExchange): Value {
  return kind === "preflight"
    ? (fieldsNamed(request, "Access-Control-Request-Method")[0]?.resolved ?? new Unknown(null))
    : request.methodValue;
}
