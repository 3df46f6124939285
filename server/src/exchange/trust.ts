import type { Directive, Part, Section } from "../http/tree";
import { resolveWith } from "../http/value";
import { type Place, place } from "../text/range";
import { isUnknown, type Value } from "../text/unknown";
import type { CorsDirective } from "./cors-directive";
import { normalizeOrigin } from "./page-origin";

/** `unknown`: the author doesn't say whether the server should allow the origin. */
export type TrustLevel = "trusted" | "untrusted" | "unknown";

/** The origins that a project names, as it writes them. */
export interface NamedOrigins {
  readonly trusted: readonly string[];
  readonly untrusted: readonly string[];
}

const NO_ORIGINS: NamedOrigins = { trusted: [], untrusted: [] };

/** Which origins a server should allow, as far as the file and its project say. The file's directives override the project. */
export class Trust {
  /** The offsets of the file's directives in their sections. */
  readonly #places = new Map<Section, Set<number>>();
  readonly #trustedInFile = new Set<string>();
  readonly #levels: ReadonlyMap<string, TrustLevel>;
  /** Where directives name the origins. */
  readonly #named = new Map<string, Place>();

  constructor(fileDirectives: readonly CorsDirective[] = [], project: NamedOrigins = NO_ORIGINS) {
    const levels = new Map<string, TrustLevel>();
    // An origin in both lists of one place is untrusted, so the second list is entered last.
    for (const level of ["trusted", "untrusted"] as const) {
      for (const origin of project[level]) {
        setLevel(levels, normalizeOrigin(origin), level);
      }
    }
    for (const { directive, trusted } of fileDirectives) {
      const { section, offset } = directive;
      this.#places.set(section, (this.#places.get(section) ?? new Set()).add(offset));
      for (const item of trusted) {
        const origin = originOfItem(directive, item);
        setLevel(levels, origin, "trusted");
        if (!isUnknown(origin)) {
          this.#trustedInFile.add(origin);
          this.#named.set(origin, place(directive, item));
        }
      }
    }
    for (const { directive, untrusted } of fileDirectives) {
      for (const item of untrusted) {
        const origin = originOfItem(directive, item);
        setLevel(levels, origin, "untrusted");
        if (!isUnknown(origin)) {
          this.#named.set(origin, place(directive, item));
        }
      }
    }
    this.#levels = levels;
  }

  /** @param origin as a browser serialises it. Without a declaration, hosts under `.invalid`, which can't exist, are untrusted. */
  of(origin: string): TrustLevel {
    return this.#levels.get(origin) ?? (isUnderInvalid(origin) ? "untrusted" : "unknown");
  }

  /** Where a directive of the file says whether an origin is trusted; null if none does. */
  placeOf(origin: string): Place | null {
    return this.#named.get(origin) ?? null;
  }

  /** The origins that are declared trusted. */
  get trusted(): readonly string[] {
    return [...this.#levels].flatMap(([origin, level]) => (level === "trusted" ? [origin] : []));
  }

  /** Whether a directive is one of the file's, whose lists count. */
  isDeclaredIn({ section, offset }: Directive): boolean {
    return this.#places.get(section)?.has(offset) === true;
  }

  /** Whether a directive of the file lists an origin as trusted. */
  isTrustedInFile(origin: string): boolean {
    return this.#trustedInFile.has(origin);
  }
}

/** The origin that an item of a list names, as a browser serialises it; unknown if it isn't one or the text leaves it open. */
export function originOfItem(directive: Directive, item: Part): Value {
  return normalizeOrigin(resolveWith(item.text, directive.references));
}

function setLevel(levels: Map<string, TrustLevel>, origin: Value, level: TrustLevel): void {
  // Any page can get the origin `null`, so it can't be trusted.
  if (!isUnknown(origin) && !(origin === "null" && level === "trusted")) {
    levels.set(origin, level);
  }
}

/** https://www.rfc-editor.org/rfc/rfc2606#section-2 */
function isUnderInvalid(origin: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/]*\.)?invalid\.?(?::\d+)?$/.test(origin);
}
