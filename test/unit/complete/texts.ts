/** Messages shared by the completion tests. */
export const GET = "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
export const OK = "\nHTTP/1.1 200 OK\n";
export const PUT =
  "PUT /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nContent-Type: application/json\nX-A: 1\n\n{}\n";
export const OPTIONS = "OPTIONS /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
export const PREFLIGHT = `${OPTIONS}Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: content-type,x-a\n`;
export const NO_CONTENT = "\nHTTP/1.1 204 No Content\n";
/** Separates exchanges. */
export const NEXT = "\n###\n";
