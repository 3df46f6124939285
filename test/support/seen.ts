import type { Analysis } from "../../server/src/analysis";
import { type Fix, textEdits } from "../../server/src/edits/edit";
import type { Message } from "../../server/src/http/tree";
import type { JudgedDocument } from "../../server/src/judged/judged-document";
import type { Finding } from "../../server/src/rules/framework/rule";
import type { Anchor } from "../../server/src/text/range";

/** Everything that an analysis knows about its text, as plain data with absolute offsets. */
export function seen(analysis: Analysis) {
  const { document: tree, judged, exchanges, failures, findings, suppressed, lines } = analysis;
  const placed = <T extends Anchor>({ section, offset, ...parts }: T) => ({
    ...parts,
    start: tree.startOf({ section, offset }),
  });
  const message = (one: Message) =>
    placed(one.kind === "request" ? { ...one, directives: one.directives.map(placed) } : one);
  const edited = (fixes: readonly Fix[]) =>
    fixes.map(({ title, grade, edits }) => ({ title, grade, edits: textEdits(tree, edits) }));
  const said = (finding: Finding) => ({
    ...finding,
    place: tree.rangeOf(finding.place),
    start: lines.positionAt(tree.rangeOf(finding.place).start),
    related: finding.related.map((one) => ({ message: one.message, place: tree.rangeOf(one.place) })),
    proposed: edited(finding.proposed(judged)),
    fixes: edited(finding.fixes(judged)),
  });
  return {
    tree: {
      text: tree.text,
      lines: tree.lines,
      blocks: tree.blocks.map((block) => ({
        ...placed({ ...block, messages: block.messages.map(message) }),
        index: tree.indexOf(block),
        afterHeading: tree.isAfterHeading(block),
      })),
      topDirectives: tree.topDirectives.map(placed),
      suppressions: tree.suppressions.map((one) => ({
        ...placed(one),
        message: one.message === null ? null : tree.startOf(one.message),
      })),
      unreadFences: tree.unreadFences.map(placed),
      consoleEntries: tree.consoleEntries.map(placed),
      foreign: tree.foreign,
    },
    exchanges: exchangesSeen(judged),
    findings: findings.map(said),
    suppressed: suppressed.map(({ finding, by }) => [said(finding), tree.startOf(by)]),
    failures: exchanges.map((exchange) => failures.get(exchange)?.map((one) => `${one.rule} ${one.message}`)),
  };
}

/** The decisions about each exchange. */
export function exchangesSeen({ document, exchanges }: Pick<JudgedDocument, "document" | "exchanges">) {
  return exchanges.map(({ request, response, kind, verdict, origin, redirectFrom, servedBy, resolvedCredentials }) => ({
    request: document.startOf(request),
    response: response === null ? null : document.startOf(response),
    kind,
    verdict,
    origin: String(origin?.value),
    redirectFrom: redirectFrom === null ? null : exchanges.indexOf(redirectFrom),
    servedBy: servedBy === null ? null : exchanges.indexOf(servedBy),
    resolvedCredentials,
  }));
}
