import { receivedHeadersOf } from "../case/header-list";
import { exposedHeaderNames } from "../cors/response-header";
import { readerOf } from "../headers/readers";
import type { Response } from "../http/tree";

/** The response's own headers, as typed, that the `*` in its Access-Control-Expose-Headers is probably meant for. */
export function namesMeantByWildcard(response: Response): string[] {
  const headers = receivedHeadersOf(response);
  const readable = new Set(exposedHeaderNames(headers, "include", "fetch"));
  return (exposedHeaderNames(headers, "omit", "fetch") ?? [])
    .filter((name) => !readable.has(name) && readerOf(name) !== "infrastructure")
    .map((name) => response.fields.find((field) => field.name.text.toLowerCase() === name)?.name.text ?? name);
}
