import { ENGINES, type Engine, type PerEngine } from "./engines";

/** https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * Further statuses that an engine follows. Measured with every status from 300 to 399. WebKitGTK's network layer follows all that it doesn't
 * know: NetworkProcess/soup/NetworkDataTaskSoup.cpp.
 */
const FURTHER_REDIRECTS: PerEngine<(status: number) => boolean> = {
  fetch: () => false,
  chromium: () => false,
  firefox: () => false,
  webkit: (status) => status > 308 && status <= 399,
};

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
      return FURTHER_REDIRECTS[engine](status);
  }
}
