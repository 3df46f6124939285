import { isCorsSafelistedRequestHeader, isForbiddenRequestHeader } from "../cors/request-header";
import { isCorsSafelistedResponseHeaderName, isForbiddenResponseHeaderName } from "../cors/response-header";
import { Unknown } from "../text/unknown";

/** How browsers treat a header because of its name. */
export interface HeaderBehaviour {
  /** In a few words of plain text. */
  readonly label: string;
  /** In a sentence of Markdown. */
  readonly sentence: string;
}

const SET_BY_BROWSERS: HeaderBehaviour = {
  label: "set by browsers",
  sentence: "Only browsers can set it; scripts can't.",
};
const NOT_SAFELISTED: HeaderBehaviour = {
  label: "causes a preflight",
  sentence: "Not CORS-safelisted: cross-origin requests with this header need a preflight.",
};
const SAFELISTED: HeaderBehaviour = {
  label: "some values cause a preflight",
  sentence: "CORS-safelisted: it needs a preflight only if its value isn't safelisted.",
};
const NEVER_READABLE: HeaderBehaviour = {
  label: "never readable by scripts",
  sentence: "Scripts can't read it, even if it is exposed.",
};
const READABLE: HeaderBehaviour = {
  label: "readable by scripts",
  sentence: "CORS-safelisted: scripts that may read the response can always read it.",
};
const READABLE_IF_EXPOSED: HeaderBehaviour = {
  label: "readable if exposed",
  sentence: "Scripts from other origins can read it only if `Access-Control-Expose-Headers` lists it.",
};

/** How browsers treat a request header. */
export function requestHeaderBehaviour(name: string): HeaderBehaviour {
  if (isForbiddenRequestHeader(name, "", "fetch")) {
    return SET_BY_BROWSERS;
  }
  return isCorsSafelistedRequestHeader({ name, value: new Unknown(null) }, "fetch") === false
    ? NOT_SAFELISTED
    : SAFELISTED;
}

/** Whether scripts can read a response header. */
export function responseHeaderBehaviour(name: string): HeaderBehaviour {
  if (isForbiddenResponseHeaderName(name)) {
    return NEVER_READABLE;
  }
  return isCorsSafelistedResponseHeaderName(name, new Set()) ? READABLE : READABLE_IF_EXPOSED;
}
