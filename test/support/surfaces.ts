import { type Analysis, analyse, DEFAULT_SETTINGS, type Settings } from "../../server/src/analysis";
import { jsonFormatter } from "../../server/src/cli/format/json";
import { PrettyFormatter } from "../../server/src/cli/format/pretty";
import { NOTHING, withFile } from "../../server/src/cli/format/totals";
import { completionsAt } from "../../server/src/complete/complete";
import { COPY_FORMATS, copyExchange } from "../../server/src/copy/copy-exchange";
import { textEdits } from "../../server/src/edits/edit";
import { exchangeActions } from "../../server/src/edits/exchange-actions";
import { suppressions } from "../../server/src/edits/suppress";
import { draw } from "../../server/src/explain/drawing/draw";
import { drawingMarkdown } from "../../server/src/explain/drawing/markdown";
import { drawingSvgFile } from "../../server/src/explain/drawing/svg/svg";
import { hoverAt } from "../../server/src/explain/hover";
import type { Carrier } from "../../server/src/http/parse";
import { definitionsAt, referencesAt } from "../../server/src/navigate/definition";
import { fileReferencesOf } from "../../server/src/navigate/document-links";
import { foldsOf } from "../../server/src/navigate/folding-ranges";
import { highlightsAt } from "../../server/src/navigate/highlights";
import { renameAt } from "../../server/src/navigate/rename";
import { selectionRangesAt } from "../../server/src/navigate/selection-ranges";
import { outlineOf } from "../../server/src/navigate/symbols";
import { verdictAt, verdictsOf } from "../../server/src/navigate/verdicts";
import { safeFixes } from "../../server/src/rules/framework/safe-fixes";
import { tokensOf } from "../../server/src/tokens/tokens";

/** Everything that users see of a text, each as a function of a new analysis, so that a test or a measurement can ask for all of it. */
export interface Surface {
  readonly name: string;
  readonly show: (subject: Subject) => void;
}

interface Subject {
  readonly analysis: Analysis;
  readonly text: string;
  readonly carrier: Carrier;
  readonly settings: Settings;
  /** Where a cursor may be: at the start, in the middle and at the end. */
  readonly offsets: readonly number[];
}

/** @throws what a rule or a surface throws. */
export function subjectOf(text: string, carrier: Carrier, settings: Settings = DEFAULT_SETTINGS): Subject {
  const shares = [0, 0.5, 1];
  return {
    analysis: analyse(text, carrier, settings, rethrow),
    text,
    carrier,
    settings,
    offsets: shares.map((share) => Math.floor(text.length * share)),
  };
}

function rethrow(_: unknown, error: unknown): never {
  throw error;
}

/** The first, the middle and the last of some items. */
function some<T>(items: readonly T[]): T[] {
  return [0, items.length >> 1, items.length - 1].flatMap((i) => items.slice(i, i + 1));
}

const at =
  (show: (subject: Subject, offset: number) => unknown) =>
  (subject: Subject): void => {
    for (const offset of subject.offsets) {
      show(subject, offset);
    }
  };

export const SURFACES: readonly Surface[] = [
  { name: "findings", show: ({ analysis }) => void [analysis.findings, analysis.suppressed, analysis.failures] },
  {
    name: "fixes",
    show: ({ analysis: { document, findings, judged } }) => {
      for (const finding of some(findings)) {
        for (const { edits } of [...finding.fixes(judged), ...suppressions(judged, finding)]) {
          textEdits(document, edits);
        }
      }
    },
  },
  {
    name: "all safe fixes",
    show: ({ analysis: { document, findings, judged } }) =>
      textEdits(
        document,
        safeFixes(findings, judged).flatMap((fix) => fix.edits),
      ),
  },
  {
    name: "actions",
    show: ({ analysis: { document, exchanges, judged } }) => {
      for (const exchange of some(exchanges)) {
        for (const { fix } of exchangeActions(judged, exchange)) {
          textEdits(document, fix.edits);
        }
      }
    },
  },
  { name: "hover", show: at(({ analysis }, offset) => hoverAt(analysis, offset)) },
  {
    name: "drawing",
    show: ({ analysis }) => {
      for (const exchange of some(analysis.exchanges)) {
        const drawing = draw(analysis, exchange);
        drawingSvgFile(drawing);
        drawingMarkdown(drawing);
      }
    },
  },
  { name: "outline", show: ({ analysis }) => outlineOf(analysis) },
  { name: "folds", show: ({ analysis }) => foldsOf(analysis) },
  { name: "lenses", show: ({ analysis }) => verdictsOf(analysis, true) },
  { name: "status", show: at(({ analysis }, offset) => verdictAt(analysis, offset)) },
  { name: "links", show: ({ analysis }) => fileReferencesOf(analysis.document) },
  {
    name: "navigation",
    show: at(({ analysis }, offset) => {
      definitionsAt(analysis, offset);
      referencesAt(analysis, offset, true);
      highlightsAt(analysis, offset);
      selectionRangesAt(analysis, offset);
      renameAt(analysis, offset, "renamed");
    }),
  },
  { name: "tokens", show: ({ analysis }) => tokensOf(analysis) },
  {
    name: "completion",
    show: at((source, offset) => {
      completionsAt(source, offset, null);
    }),
  },
  {
    name: "copy",
    show: ({ analysis: { document, exchanges }, carrier }) => {
      for (const exchange of some(exchanges)) {
        for (const format of COPY_FORMATS) {
          copyExchange(document, exchange, format, carrier);
        }
      }
    },
  },
  {
    name: "JSON report",
    show: ({ analysis }) => {
      const formatter = jsonFormatter();
      formatter.add({ path: "a.http", analysis, har: null });
      formatter.finish(withFile(NOTHING, analysis));
    },
  },
  {
    name: "report",
    show: ({ analysis }) => {
      const formatter = new PrettyFormatter({ paint: (text) => text, columns: 100 });
      formatter.add({ path: "a.http", analysis, har: null });
      formatter.finish(withFile(NOTHING, analysis));
    },
  },
  {
    name: "an edit",
    show: ({ analysis, text, carrier, settings, offsets }) => {
      const middle = offsets[1] ?? 0;
      const edited = `${text.slice(0, middle)}x${text.slice(middle)}`;
      void analyse(edited, carrier, settings, rethrow, analysis).findings;
    },
  },
];
