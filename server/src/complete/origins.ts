import type { Analysis } from "../analysis";
import { originToWrite } from "../edits/corrections";
import { corsDirective } from "../exchange/cors-directive";
import { normalizeOrigin, type PageOrigin } from "../exchange/page-origin";
import { fieldsNamed, messagesOf } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { isUnknown } from "../text/unknown";

/** Longer lists don't help. */
const MAX_ORIGINS = 20;

/** The page origins in a document, in order: those of directives and requests, and those that responses allow. */
export function originsIn({ document, exchanges }: JudgedDocument, setting: string | null): string[] {
  const origins = new Set<string>();
  const add = (typed: string) => {
    const origin = normalizeOrigin(typed);
    if (!isUnknown(origin) && origin !== "null" && origin !== "") {
      origins.add(origin);
    }
  };
  if (setting !== null) {
    add(setting);
  }
  for (const directive of document.topDirectives) {
    add(corsDirective(directive)?.origin?.text ?? "");
  }
  for (const { origin } of exchanges) {
    const written = origin === null ? null : pageToWrite(origin);
    if (written !== null) {
      origins.add(written);
    }
  }
  for (const message of messagesOf(document)) {
    for (const { value, resolved } of fieldsNamed(message, "Access-Control-Allow-Origin")) {
      if (value.text === resolved) {
        add(resolved);
      }
    }
  }
  return [...origins].slice(0, MAX_ORIGINS);
}

/** The page origins in other documents, without those that only their variables or private values give. */
export function originsElsewhere(documents: readonly Analysis[]): string[] {
  const origins = documents.flatMap(({ judged }) => {
    const { privacy } = judged.document;
    return originsIn(judged, null).filter((origin) => !origin.includes("{{") && privacy.written(origin) === origin);
  });
  return [...new Set(origins)].slice(0, MAX_ORIGINS);
}

/** The text to write for an origin; null if it is unknown or opaque. */
export function pageToWrite({ value, reference }: PageOrigin): string | null {
  return originToWrite({ origin: value, originReference: reference });
}
