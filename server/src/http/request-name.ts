import type { Request } from "./tree";

/** `GET /prices`, without the host of an absolute URL, which a file repeats in every request. */
export function requestName({ method, target }: Request): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*(\/.*)?$/is.exec(target.text);
  const shown = path === null ? target.text : (path[1] ?? "/");
  return `${method?.text ?? "GET"} ${shown}`;
}
