import { ENGINES, type Engine, type PerEngine } from "./engines";

/** https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * The last status that an engine follows, with all from 309 on. Measured with every status from 300 to 399. WebKitGTK's network layer follows all that it doesn't
 * know: NetworkProcess/soup/NetworkDataTaskSoup.cpp.
 */
const LAST_REDIRECT: PerEngine<number> = { fetch: 308, chromium: 308, firefox: 308, webkit: 399 };

/** Whether any engine follows a status. */
export function mayBeRedirectStatus(status: number): boolean {
  return ENGINES.some((engine) => isRedirectStatus(status, engine));
}

/** https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number, engine: Engine): boolean {
  switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return true;
    default:
      return status >= 309 && status <= LAST_REDIRECT[engine];
  }
}
