import { skipBlanks } from "../text/characters";
import type { Range } from "../text/range";

import { type PseudoName, pseudoLine } from "./field-line";
import type { Line } from "./line";

/** The values of a head's pseudo-header fields, as ranges of the section. */
export type PseudoFields = ReadonlyMap<PseudoName, Range>;

const NONE: PseudoFields = new Map();

/** Whether a start line is the first of the pseudo-header fields. */
export function isPseudo(text: string, line: Line): boolean {
  return text[skipBlanks(text, line.content, line.end)] === ":";
}

export function pseudoFieldsOf(text: string, head: readonly Line[]): PseudoFields {
  let fields: Map<PseudoName, Range> | null = null;
  for (const line of head) {
    const form =
      line.kind === "pseudo-field" || line.kind === "request-line" || line.kind === "status-line"
        ? pseudoLine(text, line.content, line.end)
        : null;
    if (form !== null) {
      fields ??= new Map();
      fields.set(form.name, form.value);
    }
  }
  return fields ?? NONE;
}

/** The URL made of a path and the scheme and authority given next to it, as far as they are given. */
export function absoluteTarget(scheme: string | null, authority: string | null, path: string): string {
  if (authority === null || !(path.startsWith("/") || path === "*")) {
    return path;
  }
  return `${scheme === null ? "" : `${scheme}://`}${authority}${path === "*" ? "/" : path}`;
}

const URL_START = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*)/;

export function schemeOfUrl(url: string): string | null {
  return URL_START.exec(url)?.[1]?.toLowerCase() ?? null;
}

/** Host and port, in lower case. */
export function hostOfUrl(url: string): string | null {
  return URL_START.exec(url)?.[2]?.toLowerCase() ?? null;
}
