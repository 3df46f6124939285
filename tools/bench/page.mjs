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
  "- Both texts are compared from both ends.",
  "- A document is a new value for each text: the tables of its sections, runs and groups are built again, and all findings are placed and sorted.",
  "- The protocol sends all diagnostics of a document each time.",
  "",
  "An edit of a variable's definition, of `# @cors` at the top, or of a secret value makes everything that depends on it new.",
];
