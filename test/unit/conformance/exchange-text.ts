/** Texts of exchanges between a page at https://app.example.com and a server at https://api.example.com. */

export const ORIGIN = "Origin: https://app.example.com";
/** Allows the page, with the Vary header that caches need. */
export const ALLOW = "Access-Control-Allow-Origin: https://app.example.com\nVary: Origin";
export const ALLOW_ALL = "Access-Control-Allow-Origin: *";
export const CREDENTIALS = "Access-Control-Allow-Credentials: true";
/** For a preflight's response. */
export const AGE = "Access-Control-Max-Age: 60";

interface Parts {
  readonly method?: string;
  readonly url?: string;
  readonly origin?: string;
  /** Further lines of the request, including its body. */
  readonly request?: readonly string[];
  readonly status?: number;
  /** The lines of the response; null if the text doesn't show one. */
  readonly response?: readonly string[] | null;
}

/** A request with its response, followed by a separator. */
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

/** A preflight for one method. Its response allows the method unless other lines are given. */
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
