import { CONSOLE_TITLE } from "../console/paragraphs";
import { ended } from "../fetch-verdict";
import { code, httpBlock } from "../markdown";
import {
  ARROW_STATES,
  type Arrow,
  type Decision,
  type Drawing,
  MARKS,
  type Participant,
  ROLES,
  verdictsInWords,
} from "./drawing";
import { escapeMarkdown } from "./escape";

/** The drawing as a Markdown document: the verdict first, then the steps as a numbered list. */
export function drawingMarkdown({ title, headline, reason, participants, steps, remarks }: Drawing): string {
  return [
    `# ${code(title)}`,
    `**${escapeMarkdown(ended(headline))}** ${reason}`.trimEnd(),
    steps
      .map((step, i) =>
        listItem(`${i + 1}. `, step.kind === "arrow" ? arrowBlocks(step, participants) : decisionBlocks(step)),
      )
      .join("\n"),
    ...remarks,
  ]
    .join("\n\n")
    .concat("\n");
}

function arrowBlocks(
  { from, to, label, state, fields, line, notes }: Arrow,
  participants: readonly Participant[],
): string[] {
  const remarks = [ARROW_STATES[state], line === null ? null : `line ${line}`].filter((one) => one !== null);
  const what = `${nameOf(participants[from])} → ${nameOf(participants[to])}: ${code(label)}`;
  return [
    `${what}${remarks.length === 0 ? "" : ` (${remarks.join(", ")})`}`,
    ...(fields.length === 0 ? [] : [httpBlock(fields.map(({ text, isMissing }) => (isMissing ? `# ${text}` : text)))]),
    ...notes,
  ];
}

function nameOf(participant: Participant | undefined): string {
  return participant === undefined
    ? ""
    : participant.role === "server"
      ? `${ROLES.server} ${code(participant.name)}`
      : ROLES[participant.role];
}

function decisionBlocks({ heading, verdict, verdicts, words, expected, step, console }: Decision): string[] {
  const by = verdictsInWords(verdicts);
  return [
    `${MARKS[verdict].sign} **${escapeMarkdown(heading)}**${by === "" ? "" : ` (${by})`}`,
    ...words,
    ...(expected.length === 0 ? [] : [httpBlock(expected)]),
    ...(step === null ? [] : [`Decided by ${step}.`]),
    ...(console.length === 0 ? [] : [`${CONSOLE_TITLE}:`, console.map((item) => `- ${item}`).join("\n")]),
  ];
}

/** Blocks as one list item: the lines after the mark are indented. */
function listItem(mark: string, blocks: readonly string[]): string {
  const indent = " ".repeat(mark.length);
  return blocks
    .join("\n\n")
    .split("\n")
    .map((line, i) => (i === 0 ? mark + line : line === "" ? "" : indent + line))
    .join("\n");
}
