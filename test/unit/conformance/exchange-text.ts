/** Texts of exchanges: a page at https://app.example.com, a server at https://api.example.com. */

export const ORIGIN = "Origin: https://app.example.com";
/** What lets the page in, with what caches have to know. */
export const ALLOW = "Access-Control-Allow-Origin: https://app.example.com\nVary: Origin";
export const ALLOW_ALL = "Access-Control-Allow-Origin: *";
export const CREDENTIALS = "Access-Control-Allow-Credentials: true";
/** On a preflight's response. */
export const AGE = "Access-Control-Max-Age: 60";

interface Parts {
  readonly method?: string;
  readonly url?: string;
  readonly origin?: string;
  /** Further lines of the request, a body included. */
  readonly request?: readonly string[];
  readonly status?: number;
  /** The lines of the response; null where the text shows none. */
  readonly response?: readonly string[] | null;
}

/** One request with its response, closed by a separator. */
export function exchange({
  method = "GET",
  url = "https://api.example.com/a",
  origin = ORIGIN,
  request = [],
  status = 200,
  response = [ALLOW],
}: Parts): string {
  const asked = [`${method} ${url} HTTP/1.1`, ...(origin === "" ? [] : [origin]), ...request, ""];
  const answered = response === null ? [] : [`HTTP/1.1 ${status} Answer`, ...response, ""];
  return [...asked, ...answered, "###", ""].join("\n");
}

/** A preflight for one method, which its response allows unless other lines are given. */
export function preflight({ method = "PUT", asks = "", ...parts }: Parts & { readonly asks?: string }): string {
  const names = asks === "" ? [] : [`Access-Control-Request-Headers: ${asks}`];
  return exchange({
    status: 204,
    response: [ALLOW, `Access-Control-Allow-Methods: ${method}`, AGE],
    ...parts,
    method: "OPTIONS",
    request: [`Access-Control-Request-Method: ${method}`, ...names, ...(parts.request ?? [])],
  });
}
