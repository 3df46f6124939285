import type { Range } from "../text/range";
import { CORS_DIRECTIVE, CREDENTIALS_MODES, DIRECTIVE_ORIGIN } from "../words/cors-directive";
import { type Offer, offer } from "./proposal";

/** The completions in a comment at the cursor, and the part of the comment that they replace. */
export interface CommentOffers {
  readonly token: Range;
  readonly offers: readonly Offer[];
}

/** Completions for the key or the settings of a comment `# @cors …`; null in other comments. */
export function directiveOffers(
  text: string,
  { start, end }: Range,
  offset: number,
  origins: readonly string[],
): CommentOffers | null {
  const comment = text.slice(start, end);
  const [, indent = "", key = ""] = /^([ \t]*)(@?[\w.-]*)/.exec(comment) ?? [];
  const keyStart = start + indent.length;
  const keyEnd = keyStart + key.length;
  if (offset <= keyEnd) {
    const isEmpty = comment.trim() === "";
    const isKey = key.startsWith("@") && offset > keyStart;
    return isEmpty || isKey
      ? keyOffers(isEmpty ? offset : keyStart, keyEnd, text.slice(keyEnd, end).trim() !== "", origins)
      : null;
  }
  if (key.toLowerCase() !== "@cors") {
    return null;
  }
  const token = wordAround(text, keyEnd, end, offset);
  const typed = `${text.slice(keyEnd, token.start)} ${text.slice(token.end, end)}`;
  return {
    token,
    offers: settingOffers(origins).filter(({ label }) => !says(typed, label.slice(0, label.indexOf("=")))),
  };
}

function keyOffers(start: number, keyEnd: number, hasValue: boolean, origins: readonly string[]): CommentOffers {
  const token = { start, end: Math.max(start, keyEnd) };
  return {
    token,
    offers: hasValue
      ? [offer("directive", "@cors", "the page and its credentials mode", CORS_DIRECTIVE)]
      : settingOffers(origins).map((one) => ({ ...one, label: `@cors ${one.label}`, newText: `@cors ${one.newText}` })),
  };
}

function settingOffers(origins: readonly string[]): Offer[] {
  return [
    ...(origins.length === 0
      ? [
          {
            ...offer("directive", "origin=https://app.example.com", "the page", DIRECTIVE_ORIGIN),
            newText: "origin=${1:https://app.example.com}",
            isSnippet: true,
          },
        ]
      : origins.map((origin) => offer("directive", `origin=${origin}`, "the page", DIRECTIVE_ORIGIN))),
    ...Object.entries(CREDENTIALS_MODES).map(([mode, documentation]) =>
      offer("directive", `credentials=${mode}`, "credentials mode", documentation),
    ),
  ];
}

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
