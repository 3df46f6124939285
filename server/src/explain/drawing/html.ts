import { CONSOLE_TITLE } from "../console/paragraphs";
import { ended } from "../fetch-verdict";
import {
  ARROW_STATES,
  type Arrow,
  type Decision,
  type Drawing,
  type FieldLine,
  MARKS,
  type Participant,
  ROLES,
} from "./drawing";
import { escapeXml } from "./escape";
import { spansOf } from "./spans";

export interface HtmlParts {
  /** The picture from `drawingSvg`. */
  readonly svg: string;
  /** The fixes that the page offers, each with the line that it changes, 1-based. A button with `data-fix` applies the one with this index. */
  readonly fixes: readonly { readonly title: string; readonly line: number }[];
  /** Whether there is too little room for the picture to come first. */
  readonly isNarrow: boolean;
}

/**
 * The drawing as HTML, with the picture's content also in words. It contains no script and no style. A button with `data-line` goes to that
 * line of the document, 1-based. Each part that can be folded has a name in `data-fold`.
 */
export function drawingHtml(drawing: Drawing, parts: HtmlParts): string {
  const { title, headline, verdict, reason, steps, remarks } = drawing;
  const printed = steps.flatMap((step) => (step.kind === "decision" ? step.console : []));
  return [
    `<h1><code>${escapeXml(title)}</code></h1>`,
    `<p class="verdict ${verdict}"><strong>${escapeXml(ended(headline))}</strong>${reason === "" ? "" : ` ${paragraph(reason)}`}</p>`,
    ...fixButtons(parts.fixes),
    ...pictureAndSteps(drawing, parts),
    ...(printed.length === 0 ? [] : [folded("console", CONSOLE_TITLE, false, paragraphs(printed))]),
    ...(remarks.length === 0 ? [] : ["<h2>Also</h2>", paragraphs(remarks)]),
  ].join("\n");
}

/** The picture of a drawing, and its content in words. */
export function pictureAndSteps({ participants, steps }: Drawing, { svg, isNarrow }: HtmlParts): string[] {
  const picture = folded("picture", "Picture", !isNarrow, svg);
  const list = steps.map((step) => (step.kind === "arrow" ? arrowItem(step, participants) : decisionItem(step)));
  const inWords = folded("steps", "Step by step", isNarrow, ["<ol>", ...list, "</ol>"].join("\n"));
  return isNarrow ? [inWords, picture] : [picture, inWords];
}

export function fixButtons(fixes: HtmlParts["fixes"]): string[] {
  return fixes.length === 0
    ? []
    : [`<div class="fixes" role="group" aria-label="Fixes">${fixes.map(fixButton).join(" ")}</div>`];
}

function folded(name: string, title: string, isOpen: boolean, content: string): string {
  return `<details class="${name}" data-fold="${name}"${isOpen ? ' open=""' : ""}>\n<summary><h2>${title}</h2></summary>\n${content}\n</details>`;
}

function fixButton({ title, line }: HtmlParts["fixes"][number], index: number): string {
  return `<button type="button" data-fix="${index}">${escapeXml(title)} (line ${line})</button>`;
}

function arrowItem(
  { from, to, label, state, fields, line, notes }: Arrow,
  participants: readonly Participant[],
): string {
  const remark = ARROW_STATES[state];
  return [
    `<li class="arrow ${state}">`,
    `<p>${nameOf(participants[from])} to ${nameOf(participants[to])}: <code>${escapeXml(label)}</code>${remark === null ? "" : ` <em>${remark}</em>`}${lineButton(line, label)}</p>`,
    ...(fields.length === 0 ? [] : ["<ul>", ...fields.map(fieldItem), "</ul>"]),
    ...notes.map((note) => `<p>${paragraph(note)}</p>`),
    "</li>",
  ].join("\n");
}

function fieldItem({ text, line, verdict }: FieldLine): string {
  const mark =
    verdict === null ? "" : `${signOf(verdict)} <span class="mark ${verdict}">${MARKS[verdict].word}</span> `;
  return `<li class="field ${verdict ?? ""}">${mark}<code>${escapeXml(text)}</code>${lineButton(line, text)}</li>`;
}

function decisionItem({ heading, verdict, verdicts, words, expected, step, line }: Decision): string {
  return [
    `<li class="decision ${verdict}">`,
    `<p>${signOf(verdict)} <strong>${escapeXml(heading)}</strong>${lineButton(line, heading)}</p>`,
    ...(verdicts.length === 0
      ? []
      : [
          '<ul class="browsers">',
          ...verdicts.map((one) => `<li class="${one.verdict}">${one.browser} ${MARKS[one.verdict].word}</li>`),
          "</ul>",
        ]),
    ...words.map((text) => `<p>${paragraph(text)}</p>`),
    ...expected.map((text) => `<p>Should be: <code>${escapeXml(text)}</code></p>`),
    ...(step === null ? [] : [`<p class="step">Decided by ${paragraph(step)}.</p>`]),
    "</li>",
  ].join("\n");
}

/** Hidden from screen readers, as the words next to it say the same. */
function signOf(verdict: Decision["verdict"]): string {
  return `<span class="mark ${verdict}" aria-hidden="true">${MARKS[verdict].sign}</span>`;
}

function lineButton(line: number | null, of: string): string {
  return line === null
    ? ""
    : ` <button type="button" data-line="${line}" aria-label="Line ${line}: ${escapeXml(of)}">line ${line}</button>`;
}

function nameOf(participant: Participant | undefined): string {
  return participant === undefined
    ? ""
    : participant.role === "server"
      ? `${ROLES.server} <code>${escapeXml(participant.name)}</code>`
      : ROLES[participant.role];
}

function paragraphs(items: readonly string[]): string {
  return ["<ul>", ...items.map((item) => `<li>${paragraph(item)}</li>`), "</ul>"].join("\n");
}

/** A paragraph of Markdown. All links are this project's own. */
export function paragraph(markdown: string): string {
  return spansOf(markdown)
    .map(({ style, text, href }) => {
      const escaped = escapeXml(text);
      const styled =
        style === "code" ? `<code>${escaped}</code>` : style === "strong" ? `<strong>${escaped}</strong>` : escaped;
      return href === null ? styled : `<a href="${escapeXml(href)}">${styled}</a>`;
    })
    .join("");
}
