import { byteUppercase } from "./byte-case";

/** https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isCorsSafelistedMethod(method: string): boolean {
  switch (method) {
    case "GET":
    case "HEAD":
    case "POST":
      return true;
    default:
      return false;
  }
}

/** https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: string): boolean {
  switch (byteUppercase(method)) {
    case "CONNECT":
    case "TRACE":
    case "TRACK":
      return true;
    default:
      return false;
  }
}

/** https://fetch.spec.whatwg.org/#concept-method-normalize; `patch` isn't one of the normalised methods, so it stays as it is. */
export function normalizeMethod(method: string): string {
  const uppercased = byteUppercase(method);
  switch (uppercased) {
    case "DELETE":
    case "GET":
    case "HEAD":
    case "OPTIONS":
    case "POST":
    case "PUT":
      return uppercased;
    default:
      return method;
  }
}
