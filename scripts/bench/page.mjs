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
  "An edit is read, judged and looked at where it is. What still grows with the document, each with a small factor: the editor's library joins the text",
  "anew and shifts its line offsets (`vscode-languageserver-textdocument`); the texts before and after are compared, a stretch at a time; parts behind the",
  "edit get new places; the exchanges are walked through to see that they are the same; and every diagnostic gets its range, since the protocol sends all of",
  "them anew. An edit of a variable reads the sections again that refer to one.",
];
