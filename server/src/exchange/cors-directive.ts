import type { RequestCredentialsMode } from "../cors/types";
import type { Directive, Part } from "../http/tree";
import { append } from "../text/append";
import { memo } from "../text/memo";
import { isUnknown, Unknown } from "../text/unknown";

/** The values of `credentials=`. `unknown`: the text doesn't say whether the browser sent credentials, as in a recording without cookies. */
export const CREDENTIALS_SETTINGS = ["include", "omit", "same-origin", "unknown"] as const;

export type CredentialsSetting = (typeof CREDENTIALS_SETTINGS)[number];

/** The credentials mode that a setting stands for. */
export function modeOfSetting(setting: CredentialsSetting): RequestCredentialsMode | Unknown {
  return setting === "unknown" ? UNKNOWN_MODE : setting;
}

/** The setting for a credentials mode. */
export function settingOfMode(mode: RequestCredentialsMode | Unknown): CredentialsSetting {
  return isUnknown(mode) ? "unknown" : mode;
}

const UNKNOWN_MODE = new Unknown(null);

/** What an author expects browsers to do with a request. `preflight`: they ask first. */
export const EXPECTATIONS = ["blocked", "allowed", "preflight"] as const;

export type ExpectedOutcome = (typeof EXPECTATIONS)[number];

/** The value of `origin=` for a request that browsers send without `Origin`, as they do for an image or a link. */
export const WITHOUT_ORIGIN = "none";

/** The meaning of `# @cors key=value …`. Unknown parts are kept as problems, to be reported. Parts are relative to the directive. */
export interface CorsDirective {
  readonly directive: Directive;
  readonly origin: Part | null;
  /** Whether it says `origin=none`: no page makes the request as CORS knows it, so that it has no `Origin`. */
  readonly isWithoutOrigin: boolean;
  readonly credentials: CredentialsSetting | null;
  /** With the place of the value. */
  readonly expect: { readonly value: ExpectedOutcome; readonly part: Part } | null;
  /** The items of the list `trusted=`, as typed. */
  readonly trusted: readonly Part[];
  /** The items of the list `untrusted=`, as typed. */
  readonly untrusted: readonly Part[];
  /** Words that aren't a known setting. */
  readonly problems: readonly Part[];
}

/** Reads a directive; null if it isn't a `@cors` directive. */
export const corsDirective = memo((directive: Directive): CorsDirective | null => {
  if (directive.key.text.toLowerCase() !== "cors") {
    return null;
  }
  let origin: Part | null = null;
  let isWithoutOrigin = false;
  let credentials: CredentialsSetting | null = null;
  let expect: CorsDirective["expect"] = null;
  const lists = { trusted: [] as Part[], untrusted: [] as Part[] };
  const problems: Part[] = [];
  for (const word of wordsOf(directive.value)) {
    const [, name = word.text, value = ""] = SETTING.exec(word.text) ?? [];
    const key = name.toLowerCase();
    const part: Part = { start: word.end - value.length, end: word.end, text: value };
    const expected = EXPECTATIONS.find((one) => one === value);
    const setting = CREDENTIALS_SETTINGS.find((one) => one === value);
    if (key === "origin" && value !== "") {
      isWithoutOrigin = value === WITHOUT_ORIGIN;
      origin = isWithoutOrigin ? null : part;
    } else if (key === "credentials" && setting !== undefined) {
      credentials = setting;
    } else if (key === "expect" && expected !== undefined) {
      expect = { value: expected, part };
    } else if ((key === "trusted" || key === "untrusted") && value !== "") {
      append(lists[key], itemsOf(part));
    } else {
      problems.push(word);
    }
  }
  if (directive.value.text === "") {
    problems.push(directive.key);
  }
  return { directive, origin, isWithoutOrigin, credentials, expect, ...lists, problems };
});

/** The parts of a directive that name origins. */
export function originParts(directive: Directive): readonly Part[] {
  const { origin = null, trusted = [], untrusted = [] } = corsDirective(directive) ?? {};
  return [...(origin === null ? [] : [origin]), ...trusted, ...untrusted];
}

/** `key=value`. Spaces around the sign are allowed, and a colon works like an equals sign. */
const SETTING = /^([a-z]+)\s*[=:]\s*(\S.*)$/i;

/** A value may be a reference with spaces in it: `origin={{$dotenv ORIGIN}}`. */
const VALUE = /(?:\{\{[^{}]*\}\}|[^\s,])+/;

/** A comma ends a value, except in a list of origins: there it continues the list unless another setting follows. */
const WORD = new RegExp(
  [
    `(?:un)?trusted\\s*[=:]\\s*${VALUE.source}(?:\\s*,\\s*(?!(?:origin|credentials|expect|(?:un)?trusted)\\s*[=:])${VALUE.source})*`,
    `[a-z]+\\s*[=:]\\s*${VALUE.source}`,
    "[^\\s,]+",
  ].join("|"),
  "gi",
);

function wordsOf(part: Part): Part[] {
  return matchesIn(part, WORD);
}

function itemsOf(list: Part): Part[] {
  return matchesIn(list, new RegExp(VALUE, "g"));
}

function matchesIn(part: Part, pattern: RegExp): Part[] {
  return Array.from(part.text.matchAll(pattern), (match) => {
    const start = part.start + match.index;
    return { start, end: start + match[0].length, text: match[0] };
  });
}
