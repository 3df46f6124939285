import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { commentAbove, commentBefore, lineAt, topLine } from "./comment";
import { type Edit, escapeSnippet, type Fix } from "./edit";

/** A comment that names the page of a request, as a snippet with a field for the origin: above the request, or for the whole file at its top. */
export interface OriginComments {
  readonly forRequest: Fix | null;
  readonly forFile: Fix | null;
}

const WORDS = "@cors origin=";

export function originComments({ document }: JudgedDocument, { request }: JudgedExchange): OriginComments {
  const line = lineAt(document, document.startOf(request));
  const top = topLine(document);
  const above = line === null ? null : commentAbove(document, line, request, WORDS);
  const first = top === null ? null : commentBefore(document, top, request, WORDS);
  // Above the first request of a file, a comment applies to all of them.
  const isSame = above !== null && first !== null && above.range.start === first.range.start;
  return { forRequest: isSame ? null : asFix("for this request", above), forFile: asFix("for this file", first) };
}

function asFix(what: string, edit: Edit | null): Fix | null {
  if (edit === null) {
    return null;
  }
  const newText = escapeSnippet(edit.newText).replace(WORDS, (words) => `${words}\${1:https://app.example.com}`);
  return { title: `Set the page's origin ${what}`, grade: "placeholder", edits: [{ ...edit, newText }] };
}
