import { escapeXml } from "../drawing/escape";
import { fixButtons, type HtmlParts, paragraph, pictureAndSteps } from "../drawing/html";
import { isList, itemsOf, type MessageExplanation } from "./message-explanation";

/** The explanation as HTML, with the picture of the exchange and the buttons of fixes, as `drawingHtml` has them. */
export function messageHtml({ title, markdown, drawing }: MessageExplanation, parts: HtmlParts): string {
  const [, ...blocks] = markdown.split("\n\n");
  const rest = blocks.map((block) =>
    isList(block)
      ? ["<ul>", ...itemsOf(block).map((item) => `<li>${paragraph(item)}</li>`), "</ul>"].join("\n")
      : `<p>${paragraph(block)}</p>`,
  );
  return [
    `<h1>${escapeXml(title)}</h1>`,
    ...fixButtons(parts.fixes),
    ...rest,
    ...(drawing === null ? [] : ["<h2>The exchange that it reports</h2>", ...pictureAndSteps(drawing, parts)]),
  ].join("\n");
}
