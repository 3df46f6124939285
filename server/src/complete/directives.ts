import type { Range } from "../text/range";
import { type Offer, offer } from "./proposal";

/** What can stand in a comment at the cursor, and which part of it the cursor is on. */
export interface CommentOffers {
  readonly token: Range;
  readonly offers: readonly Offer[];
}

const CREDENTIALS = new Map([
  ["credentials=include", "The page's script sends cookies and other credentials: `*` is no wildcard then."],
  ["credentials=omit", "The page's script sends no credentials to another origin, even if a `Cookie` is shown."],
  ["credentials=same-origin", "What `fetch()` does by itself: credentials go to the page's own origin only."],
]);

/** The key or the words of a comment `# @cors …`; null in another comment. */
export function directiveOffers(
  text: string,
  { start, end }: Range,
  offset: number,
  origins: readonly string[],
): CommentOffers | null {
  const comment = text.slice(start, end);
  const [, blanks = "", key = ""] = /^([ \t]*)(@?[\w.-]*)/.exec(comment) ?? [];
  const keyStart = start + blanks.length;
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
  const explained =
    "Tells CORS Lens of the request below, or at the top of the file of all requests, what HTTP does not show.";
  return {
    token,
    offers: hasValue
      ? [offer("directive", "@cors", "what the request does not show", explained)]
      : settingOffers(origins).map((one) => ({ ...one, label: `@cors ${one.label}`, newText: `@cors ${one.newText}` })),
  };
}

function settingOffers(origins: readonly string[]): Offer[] {
  return [
    ...(origins.length === 0
      ? [
          {
            ...offer("directive", "origin=https://app.example.com", "the page", ORIGIN),
            newText: "origin=${1:https://app.example.com}",
            isSnippet: true,
          },
        ]
      : origins.map((origin) => offer("directive", `origin=${origin}`, "the page", ORIGIN))),
    ...Array.from(CREDENTIALS, ([setting, documentation]) =>
      offer("directive", setting, "the mode of the request", documentation),
    ),
  ];
}

const ORIGIN = "The origin of the page that makes the request, where the request has no `Origin`.";

/** Words are divided by blanks and commas. */
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
