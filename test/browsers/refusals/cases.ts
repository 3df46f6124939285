import { isForbiddenMethod } from "../../../server/src/cors/method";
import type { FetchCall, Origins, SeenRequest } from "../harness/story";

/** One call, and the facts besides the verdict that CORS Lens gives: whether it is sent, and what is left of it. */
export interface RefusalCase {
  readonly title: string;
  readonly call: FetchCall;
  readonly isSent: boolean;
  /** Whether a received request is as expected. */
  readonly isAsSaid?: (request: SeenRequest & { readonly body?: string }) => boolean;
}

/**
 * Failures before CORS: calls at which a page throws, requests that are never sent, and requests that are sent differently. `suite.ts` compares
 * those that the core decides with the core; here are also those that a text leaves open.
 * @param url gives a URL of the other origin for each case.
 */
export function refusalCases(url: (index: number) => string, { otherPort }: Origins): RefusalCase[] {
  const cases: Omit<RefusalCase, "call">[] = [];
  const calls: FetchCall[] = [];
  const add = (title: string, isSent: boolean, parts: Partial<FetchCall>, isAsSaid?: RefusalCase["isAsSaid"]) => {
    calls.push({ url: url(calls.length), method: "GET", headers: [], credentials: "omit", body: null, ...parts });
    cases.push({ title, isSent, ...(isAsSaid === undefined ? {} : { isAsSaid }) });
  };
  const here = () => url(calls.length);
  const withUserinfo = (userinfo: string) => here().replace("//", `//${userinfo}@`);

  for (const api of ["fetch", "XMLHttpRequest"] as const) {
    for (const method of ["CONNECT", "trace", "Track", "G(T", "P UT", "PUT"]) {
      const isSent = !isForbiddenMethod(method) && /^[A-Za-z]+$/.test(method);
      add(`MTH-3, MTH-4: ${method} by ${api}`, isSent, { api, method });
    }
    for (const scheme of ["ftp", "ws", "wss", "mailto"]) {
      add(`ORG-7: ${scheme} by ${api}`, false, { api, url: here().replace("http:", `${scheme}:`) });
    }
    add(`RED-14: user name and password by ${api}`, api === "XMLHttpRequest", { api, url: withUserinfo("a:b") });
    add(`RED-14: user name by ${api}`, api === "XMLHttpRequest", { api, url: withUserinfo("a") });
    add(`RED-14: empty user name and password by ${api}`, true, { api, url: withUserinfo(":") });
    for (const method of ["GET", "HEAD"]) {
      const isSent = api === "XMLHttpRequest";
      add(`MTH-5: ${method} with a body by ${api}`, isSent, { api, method, body: "a" }, isWithoutBody);
    }
    add(`RH-12: a name that is no token by ${api}`, false, { api, headers: [{ name: "X(A)", value: "1" }] });
    add(`RH-12: NUL in a value by ${api}`, false, { api, headers: [{ name: "X-A", value: "a\0b" }] });
  }
  add("ORG-5: mode same-origin to another origin", false, { mode: "same-origin" });
  add("RH-13: PUT in mode no-cors", false, { mode: "no-cors", method: "PUT" });
  add("RH-13: headers in mode no-cors", true, { mode: "no-cors", method: "POST", body: "a", headers: NO_CORS }, isLeft);
  add("a request that is sent", true, { url: `${otherPort}${new URL(here()).pathname}` });
  return cases.map((one, index) => ({ ...one, call: calls[index] as FetchCall }));
}

const NO_CORS = [
  { name: "Authorization", value: "Bearer a" },
  { name: "Content-Type", value: "application/json" },
  { name: "X-Trace", value: "1" },
  { name: "Accept-Language", value: "de" },
];

function isLeft({ lines }: SeenRequest): boolean {
  const value = (wanted: string) => lines.find(({ name }) => name.toLowerCase() === wanted)?.value;
  return (
    value("authorization") === undefined &&
    value("x-trace") === undefined &&
    value("content-type")?.startsWith("text/plain") === true &&
    value("accept-language") === "de"
  );
}

function isWithoutBody({ lines }: SeenRequest): boolean {
  return lines.every(({ name, value }) => name.toLowerCase() !== "content-length" || value === "0");
}
