import { headerOf } from "../headers/headers";
import { append } from "../text/append";
import type { Draft } from "./draft";
import { fieldLine } from "./field-line";
import type { Line } from "./line";
import type { PanelDraft, PanelEntry } from "./panel";

/** What only the tools of Firefox add to a response, which they show above its request. */
const FIREFOX_MARK = /^x-firefox-(spdy|http3)$/i;

function namesIn(text: string, lines: readonly Line[]): string[] {
  return lines.flatMap(({ kind, content, end }) => {
    const form = kind === "field" ? fieldLine(text, content, end) : null;
    return form === null ? [] : [text.slice(form.name.start, form.name.end)];
  });
}

/** Whether lines have a field that only a response has, and none that only a request has. */
export function hasResponseField(text: string, lines: readonly Line[]): boolean {
  const sides = namesIn(text, lines).map((name) => headerOf(name)?.side);
  return sides.includes("response") && !sides.includes("request");
}

/** Makes responses of fields without a status line that can only be the answer to the request above them. */
export function findResponses(text: string, lines: readonly Line[], drafts: readonly Draft[]): void {
  for (const [i, draft] of drafts.entries()) {
    const [above, below] = [drafts[i - 1], drafts[i + 1]];
    const isAnswer = draft.kind === "fragment" && above?.kind === "request" && below?.kind !== "response";
    const own = isAnswer ? lines.slice(draft.first, draft.headEnd) : [];
    if (isAnswer && hasResponseField(text, own) && isOneHead(namesIn(text, own))) {
      draft.kind = "response";
      above.hasFieldsBelow = false;
    }
  }
}

/** Fields with the same name are alternatives in documentation. */
function isOneHead(names: readonly string[]): boolean {
  const origins = names.filter((name) => /^access-control-allow-origin$/i.test(name));
  return origins.length <= 1;
}

/**
 * Moves the general parts of copies that have them below their heads, where they look like the beginning of the next copy: then the first copy has
 * none, and nothing is below the last one.
 */
export function moveFactsUp(drafts: readonly (Draft | PanelDraft)[]): readonly (Draft | PanelDraft)[] {
  const moved: (Draft | PanelDraft)[] = [];
  let copies: PanelDraft[] = [];
  for (const draft of drafts) {
    if (draft.kind === "panel") {
      copies.push(draft);
    } else {
      append(moved, withFactsAbove(copies));
      copies = [];
      moved.push(draft);
    }
  }
  append(moved, withFactsAbove(copies));
  return moved;
}

function withFactsAbove(copies: readonly PanelDraft[]): readonly PanelDraft[] {
  const hasFactsLast = copies[0]?.entries.some(isFact) === false && copies.at(-1)?.entries.every(isFact) === true;
  return hasFactsLast
    ? copies.slice(0, -1).map((copy, i) => ({
        ...copy,
        entries: [...copy.entries.filter((entry) => !isFact(entry)), ...(copies[i + 1]?.entries.filter(isFact) ?? [])],
      }))
    : copies;
}

function isFact({ role }: PanelEntry): boolean {
  return role !== "field" && role !== "elision" && role !== "request-line" && role !== "status-line";
}

/**
 * Pairs each response with the request below it, where headings or marks of a browser's tools show that they belong together.
 * @param first the first number for a pair that isn't in use.
 * @returns the next one.
 */
export function pairUpwards(
  text: string,
  lines: readonly Line[],
  drafts: readonly (Draft | PanelDraft)[],
  first: number,
): number {
  let record = first;
  let end = 0;
  for (; end + 1 < drafts.length; end += 2) {
    const [response, request] = [drafts[end], drafts[end + 1]];
    if (
      response?.kind !== "response" ||
      request?.kind !== "request" ||
      !((isHeaded(response) && isHeaded(request)) || hasFirefoxMark(text, lines, response))
    ) {
      break;
    }
    response.record = record;
    request.record = record;
    record++;
  }
  return drafts.some(({ kind }) => kind === "request") ? pairHeaded(drafts, end, record) : record;
}

/**
 * Pairs the messages below headings from `start` on, if the first one of all is a response. Below two requests in succession, the half between
 * them is missing, and what belongs together is unclear, up to two responses in succession.
 */
function pairHeaded(drafts: readonly (Draft | PanelDraft)[], start: number, first: number): number {
  let record = first;
  let isResponseFirst = start > 0 || drafts[0]?.kind === "response";
  let previous = null as Draft | null;
  for (const draft of isResponseFirst ? drafts.slice(start) : []) {
    if (!isHeaded(draft)) {
      break;
    }
    if (draft.kind === (previous?.kind ?? "request")) {
      isResponseFirst = draft.kind === "response";
    }
    draft.record = "unclear";
    if (isResponseFirst && draft.kind === "request" && previous !== null) {
      previous.record = record;
      draft.record = record;
      record++;
    }
    previous = draft;
  }
  return record;
}

function isHeaded(draft: Draft | PanelDraft): draft is Draft {
  return draft.kind !== "panel" && draft.heading === draft.kind;
}

function hasFirefoxMark(text: string, lines: readonly Line[], { first, headEnd }: Draft): boolean {
  return namesIn(text, lines.slice(first, headEnd)).some((name) => FIREFOX_MARK.test(name));
}
