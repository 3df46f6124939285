import { WITHOUT_ORIGIN } from "../exchange/cors-directive";
import type { Range } from "../text/range";
import {
  CORS_DIRECTIVE,
  CREDENTIALS_MODES,
  DIRECTIVE_ORIGIN,
  DIRECTIVE_WITHOUT_ORIGIN,
  EXPECTED_OUTCOMES,
  ORIGIN_LISTS,
} from "../words/cors-directive";
import { type Offer, offer } from "./proposal";

/** The completions in a comment at the cursor, and the part of the comment that they replace. */
export interface CommentOffers {
  readonly token: Range;
  readonly offers: readonly Offer[];
}

export interface DirectiveContext {
  /** The origins to propose. */
  readonly origins: readonly string[];
  /** Whether the comment is above all requests, where the lists of origins count. */
  readonly isAtTop: boolean;
}

/** Completions for the key or the settings of a comment `# @cors …`; null in other comments. */
export function directiveOffers(
  text: string,
  { start, end }: Range,
  offset: number,
  context: DirectiveContext,
): CommentOffers | null {
  const comment = text.slice(start, end);
  const settings = settingOffers(context);
  const [, indent = "", key = ""] = /^([ \t]*)(@?[\w.-]*)/.exec(comment) ?? [];
  const keyStart = start + indent.length;
  const keyEnd = keyStart + key.length;
  if (offset <= keyEnd) {
    const isEmpty = comment.trim() === "";
    const isKey = key.startsWith("@") && offset > keyStart;
    return isEmpty || isKey
      ? keyOffers(isEmpty ? offset : keyStart, keyEnd, text.slice(keyEnd, end).trim() !== "", settings)
      : null;
  }
  if (key.toLowerCase() !== "@cors") {
    return null;
  }
  const token = wordAround(text, keyEnd, end, offset);
  const typed = `${text.slice(keyEnd, token.start)} ${text.slice(token.end, end)}`;
  return {
    token,
    offers: [
      ...itemOffers(text.slice(keyEnd, token.start), typed, context.origins),
      ...settings.filter(({ label }) => !says(typed, label.slice(0, label.indexOf("=")))),
    ],
  };
}

function keyOffers(start: number, keyEnd: number, hasValue: boolean, settings: readonly Offer[]): CommentOffers {
  const token = { start, end: Math.max(start, keyEnd) };
  return {
    token,
    offers: hasValue
      ? [offer("directive", "@cors", "the page, its credentials mode, what you expect", CORS_DIRECTIVE)]
      : settings.map((one) => ({ ...one, label: `@cors ${one.label}`, newText: `@cors ${one.newText}` })),
  };
}

function settingOffers({ origins, isAtTop }: DirectiveContext): Offer[] {
  return [
    ...originOffers("origin", origins, "the page", DIRECTIVE_ORIGIN),
    offer("directive", `origin=${WITHOUT_ORIGIN}`, "no page", DIRECTIVE_WITHOUT_ORIGIN),
    ...Object.entries(CREDENTIALS_MODES).map(([mode, documentation]) =>
      offer("directive", `credentials=${mode}`, "credentials mode", documentation),
    ),
    ...Object.entries(EXPECTED_OUTCOMES).map(([outcome, documentation]) =>
      offer("directive", `expect=${outcome}`, "what you expect", documentation),
    ),
    ...(isAtTop
      ? [
          ...originOffers("trusted", origins, LIST_DETAILS.trusted, ORIGIN_LISTS.trusted),
          ...originOffers("untrusted", [], LIST_DETAILS.untrusted, ORIGIN_LISTS.untrusted),
        ]
      : []),
  ];
}

function originOffers(key: string, origins: readonly string[], detail: string, documentation: string): Offer[] {
  return origins.length === 0
    ? [
        {
          ...offer("directive", `${key}=${EXAMPLE_ORIGIN}`, detail, documentation),
          newText: `${key}=\${1:${EXAMPLE_ORIGIN}}`,
          isSnippet: true,
        },
      ]
    : origins.map((origin) => offer("directive", `${key}=${origin}`, detail, documentation));
}

const EXAMPLE_ORIGIN = "https://app.example.com";

/** The next items of a list of origins, after its comma. */
function itemOffers(before: string, typed: string, origins: readonly string[]): Offer[] {
  const [, key] =
    Array.from(before.matchAll(/[\s,](origin|credentials|expect|trusted|untrusted)\s*[=:]/gi)).at(-1) ?? [];
  const list = key?.toLowerCase();
  if ((list !== "trusted" && list !== "untrusted") || !before.trimEnd().endsWith(",")) {
    return [];
  }
  const items = new Set(typed.split(/[\s,=]+/));
  return origins
    .filter((origin) => !items.has(origin))
    .map((origin) => offer("directive", origin, LIST_DETAILS[list], ORIGIN_LISTS[list]));
}

const LIST_DETAILS = { trusted: "should be allowed", untrusted: "should not be allowed" } as const;

/** The word at an offset. Words are separated by whitespace or commas. */
function wordAround(text: string, from: number, to: number, offset: number): Range {
  let start = offset;
  while (start > from && !/[\s,]/.test(text[start - 1] ?? "")) {
    start--;
  }
  let end = offset;
  while (end < to && !/[\s,]/.test(text[end] ?? "")) {
    end++;
  }
  return { start, end };
}

function says(typed: string, key: string): boolean {
  return typed
    .toLowerCase()
    .split(/[\s,]+/)
    .some((word) => word.startsWith(`${key}=`) || word.startsWith(`${key}:`));
}
