import assert from "node:assert/strict";
import { type Analysis, analyse, type Settings } from "../../../server/src/analysis";
import { completionsAt } from "../../../server/src/complete/complete";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { plainText } from "../../../server/src/edits/snippet";
import type { Trust } from "../../../server/src/exchange/trust";
import type { Carrier } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import { grantOf } from "../../../server/src/judged/grant";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { safeFixes } from "../../../server/src/rules/framework/safe-fixes";
import { applyEdits, type TextEdit } from "../../../server/src/text/edit";
import { isUnknown } from "../../../server/src/text/unknown";
import { filesIn, type Subject, subjects } from "../../support/subjects";

type IsGuarded = (exchange: JudgedExchange, trust: Trust) => boolean;

const isUntrusted: IsGuarded = ({ origin }, trust) =>
  origin !== null && !isUnknown(origin.value) && trust.of(origin.value) === "untrusted";

interface Offered {
  readonly what: string;
  readonly edits: readonly TextEdit[];
}

/** Everything that editors and `--fix` offer for a text. */
function* offersFor(analysis: Analysis, carrier: Carrier, settings: Settings): Generator<Offered> {
  const { document, findings, judged, exchanges } = analysis;
  for (const { rule, fixes } of findings) {
    for (const { title, edits, grade } of fixes(judged)) {
      yield { what: `fix “${title}” of ${rule}`, edits: plain(textEdits(document, edits), grade === "placeholder") };
    }
  }
  for (const exchange of exchanges) {
    for (const { id, fix } of exchangeActions(judged, exchange).filter(({ id }) => !NAMING_A_PAGE.has(id))) {
      yield { what: `action ${id}`, edits: plain(textEdits(document, fix.edits), fix.grade === "placeholder") };
    }
  }
  const all = safeFixes(findings, judged);
  if (all.length > 0) {
    yield {
      what: "fix all",
      edits: textEdits(
        document,
        all.flatMap(({ edits }) => edits),
      ),
    };
  }
  for (const message of messagesOf(document)) {
    for (const { name, value } of message.kind === "request" ? [] : message.fields) {
      if (/^access-control-/i.test(name.text)) {
        for (const at of new Set([value.start, value.end])) {
          const offset = document.startOf(message) + at;
          for (const { label, replace, newText, isSnippet } of completionsAt(
            { analysis, carrier, settings },
            offset,
            null,
          )) {
            const edits = plain([{ range: replace, newText }], isSnippet);
            yield { what: `completion ${label} of ${name.text}`, edits };
          }
        }
      }
    }
  }
}

/** They write no permission. Which page it is decides whether a permission that is there counts. */
const NAMING_A_PAGE: ReadonlySet<string> = new Set(["addOrigin", "setOriginForRequest", "setOriginForFile"]);

function plain(edits: readonly TextEdit[], areSnippets: boolean): TextEdit[] {
  return edits.map((edit) => ({ ...edit, newText: areSnippets ? plainText(edit.newText) : edit.newText }));
}

/** How many exchanges are open, and how many responses have `*` beside credentials. */
function holesIn({ exchanges, document, judged }: Analysis, isGuarded: IsGuarded) {
  const guarded = exchanges.filter((exchange) => isGuarded(exchange, judged.trust));
  return {
    // After a redirect, the verdict also depends on what the requests before may do.
    allowed: guarded.filter(
      ({ verdict, redirectFrom }) =>
        redirectFrom === null && judged.browsers.some((browser) => verdict[browser] === "allowed"),
    ).length,
    granted: guarded.filter((exchange) => grantOf(exchange).outcome === "granted").length,
    withCredentials: guarded.filter((exchange) => grantOf(exchange).credentials).length,
    wildcards: messagesOf(document).filter(({ kind, fields }) => {
      const valuesOf = (name: string) =>
        fields.filter((field) => field.name.text.toLowerCase() === name).map(({ resolved }) => resolved);
      return (
        kind !== "request" &&
        valuesOf("access-control-allow-origin").join() === "*" &&
        valuesOf("access-control-allow-credentials").join() === "true"
      );
    }).length,
  };
}

/** Applies everything that is offered for a text, each alone. Returns how much that was. */
function check({ text, carrier }: Subject, settings: Settings, isGuarded: IsGuarded): number {
  const analysis = analyse(text, carrier, settings);
  const before = holesIn(analysis, isGuarded);
  let count = 0;
  for (const { what, edits } of offersFor(analysis, carrier, settings)) {
    count++;
    const result = applyEdits(text, edits);
    const after = holesIn(analyse(result, carrier, settings), isGuarded);
    for (const key of ["allowed", "granted", "withCredentials", "wildcards"] as const) {
      assert.ok(after[key] <= before[key], `${what}: ${key} rises\n--- before\n${text}\n--- after\n${result}`);
    }
  }
  return count;
}

function originsIn({ text, carrier }: Subject): string[] {
  const { exchanges } = analyse(text, carrier, { origin: null });
  return exchanges.flatMap(({ origin }) => (origin === null || isUnknown(origin.value) ? [] : [origin.value]));
}

/** The text with the directive above each request that is written as plain lines. */
function expecting({ text, carrier }: Subject): string {
  const { exchanges, document } = analyse(text, carrier, { origin: null });
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const starts = exchanges.flatMap(({ request, isHop }) =>
    request.writable && request.prefix === "" && !isHop ? [document.startOf(request)] : [],
  );
  return applyEdits(
    text,
    [...new Set(starts)].map((start) => ({ range: { start, end: start }, newText: `# @cors expect=blocked${eol}` })),
  );
}

const FOLDERS = ["examples", "test/fixtures/pasted", "test/fixtures/drawings"];

describe("nothing that is offered opens a hole", () => {
  const all: readonly Subject[] = [...subjects(), ...FOLDERS.flatMap((folder) => [...filesIn(folder)])].filter(
    ({ name }) => !/, (CRLF|in a fence)$/.test(name),
  );
  const isOpaque: IsGuarded = ({ origin }) => origin?.value === "null";

  it("for an opaque origin, as the texts are", () => {
    let count = 0;
    for (const subject of all) {
      count += check(subject, { origin: null }, isOpaque);
    }
    assert.ok(count > 1_000, `${count}`);
  });

  it("for origins that the project doesn't trust", () => {
    let count = 0;
    for (const subject of all) {
      const untrusted = originsIn(subject);
      if (untrusted.length > 0) {
        count += check(subject, { origin: null, untrusted }, isUntrusted);
      }
    }
    assert.ok(count > 500, `${count}`);
  });

  it("where the author expects a block", () => {
    let count = 0;
    for (const subject of all) {
      const text = expecting(subject);
      // A permission for a request without a directive, such as a command, may also serve one that has it.
      const { exchanges } = analyse(text, subject.carrier, { origin: null });
      if (exchanges.length > 0 && exchanges.every(({ expectation }) => expectation !== null)) {
        count += check({ ...subject, text }, { origin: null }, ({ expectation }) => expectation?.value === "blocked");
      }
    }
    assert.ok(count > 500, `${count}`);
  });
});
