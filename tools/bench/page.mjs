import { arch, cpus } from "node:os";

/** The sections as a page. */
export function pageOf(sections) {
  const [cpu] = cpus();
  const intro = [
    "# Performance",
    "",
    "Made by `npm run bench -- --write`. Machines differ, and the load on them: what counts are the ratios, of which both sides come from one run.",
    "",
    `Node ${process.versions.node}, ${arch()}, ${cpus().length} × ${cpu?.model.trim() ?? "an unknown processor"}.`,
  ];
  return `${[...intro, ...sections.flatMap(sectionLines), "", ...REMAINS].join("\n")}\n`;
}

function sectionLines({ title, text, head, rows }) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    "",
    `## ${title}`,
    ...text.flatMap((one) => ["", one]),
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map((row) => line(row.map(escaped))),
  ];
}

function escaped(cell) {
  return cell.replaceAll("|", "\\|");
}

const REMAINS = [
  "## What grows with the document",
  "",
  "An edit is read, judged and looked at where it is. What still grows with the document, each with a small factor:",
  "",
  "- The library that keeps the editor's text (`vscode-languageserver-textdocument`) joins it again for each key and shifts the offsets of its lines:",
  "  about 0.7 ms for each MB, which is most of the time for a document with little to report.",
  "- The texts before and after are compared from both ends, a stretch at a time. Messages after the edit get new places, a few numbers for each",
  "  message. The lists of blocks and findings are copied.",
  "- The protocol sends all diagnostics of a document again. Those whose lines haven't moved are the same objects, but there may be many.",
  "",
  "An edit of a definition, of `# @cors` at the top, or of what is secret looks at everything again that depends on it.",
];
