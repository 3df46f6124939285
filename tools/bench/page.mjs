import { arch, cpus } from "node:os";

/** Renders the sections as a page. */
export function pageOf(sections) {
  const [cpu] = cpus();
  const intro = [
    "# Performance",
    "",
    "`npm run bench -- --write` writes this page. Machines differ, and so does their load: only the ratios count, whose two sides come from one run.",
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
  "After an edit, only the changed sections are read, and only the groups of requests that they touch are judged. Some work still grows with the document,",
  "with a small factor each:",
  "",
  "- The library that keeps the editor's text (`vscode-languageserver-textdocument`) joins the text for each key and shifts the offsets of its lines.",
  "  The engine copies a joined text when it is first read: 4 to 5 ms at 1 MB, half of such a key.",
  "- Both texts are compared from both ends.",
  "- A document is a new value for each text: the tables of its sections, runs and groups are built again, and all findings are placed and sorted.",
  "- The protocol sends all diagnostics of a document each time.",
  "",
  "In a profile of a whole analysis, the garbage collector takes a quarter, and no function more than 8 %: reading, cases and verdicts, and rules take about a fifth each.",
  "Node 22 spends 13 ms of a start on the module `node:util`, which it loads completely for one function.",
  "",
  "An edit of a variable's definition, of `# @cors` at the top, or of a secret value makes everything that depends on it new.",
];
