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

/**
 * The drawing as HTML, with the picture's content also in words. It contains no script and no style. A button with `data-line` goes to that
 * line of the document, 1-based.
 * @param svg the picture from `drawingSvg`.
 */
export function drawingHtml(
  { title, headline, verdict, reason, participants, steps, remarks }: Drawing,
  svg: string,
): string {
  return [
    `<h1><code>${escapeXml(title)}</code></h1>`,
    `<p class="verdict ${verdict}"><strong>${escapeXml(ended(headline))}</strong>${reason === "" ? "" : ` ${paragraph(reason)}`}</p>`,
    `<div class="picture" tabindex="0" role="region" aria-label="Diagram of the exchange">${svg}</div>`,
    "<h2>Step by step</h2>",
    "<ol>",
    ...steps.map((step) => (step.kind === "arrow" ? arrowItem(step, participants) : decisionItem(step))),
    "</ol>",
    ...(remarks.length === 0
      ? []
      : ["<h2>Also</h2>", "<ul>", ...remarks.map((remark) => `<li>${paragraph(remark)}</li>`), "</ul>"]),
  ].join("\n");
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

function decisionItem({ heading, verdict, verdicts, words, expected, step, console, line }: Decision): string {
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
    ...(console.length === 0
      ? []
      : [`<p>${CONSOLE_TITLE}:</p>`, "<ul>", ...console.map((item) => `<li>${paragraph(item)}</li>`), "</ul>"]),
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

/** A paragraph of Markdown. All links are this project's own. */
function paragraph(markdown: string): string {
  return spansOf(markdown)
    .map(({ style, text, href }) => {
      const escaped = escapeXml(text);
      const styled =
        style === "code" ? `<code>${escaped}</code>` : style === "strong" ? `<strong>${escaped}</strong>` : escaped;
      return href === null ? styled : `<a href="${escapeXml(href)}">${styled}</a>`;
    })
    .join("");
}
