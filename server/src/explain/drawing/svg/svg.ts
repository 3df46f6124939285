import type { Drawing } from "../drawing";
import { escapeXml } from "../escape";
import { plainTextOf } from "../spans";
import { type Item, layoutOf } from "./layout";
import { SVG_STYLE } from "./style";

/** The drawing as a standalone SVG file, for a browser or a README. */
export function drawingSvgFile(drawing: Drawing): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg(drawing, null, true)}\n`;
}

/**
 * The drawing for a page that already has `SVG_STYLE`, the title, the verdict and the console messages.
 * @param width in CSS pixels. The drawing never exceeds it, except below 280, and its type always has the same size.
 */
export function drawingSvg(drawing: Drawing, width: number): string {
  return svg(drawing, width, false);
}

function svg(drawing: Drawing, available: number | null, isAlone: boolean): string {
  const { title, headline, reason } = drawing;
  const { width, height, items } = layoutOf(drawing, { width: available, isAlone });
  return [
    `<svg class="cors-lens" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="cors-lens-title cors-lens-description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="cors-lens-title">${escapeXml(`${title}: ${headline}`)}</title>`,
    `<desc id="cors-lens-description">${escapeXml(plainTextOf(reason))}</desc>`,
    ...(isAlone ? [`<style>${SVG_STYLE}</style>`] : []),
    ...items.map(markup),
    "</svg>",
  ].join("\n");
}

function markup(item: Item): string {
  const styled = item.className.trim() === "" ? "" : ` class="${item.className.trim()}"`;
  switch (item.kind) {
    case "group": {
      const line = item.line === null ? "" : ` data-line="${item.line}"`;
      return `<g${styled}${line}>${item.items.map(markup).join("\n")}</g>`;
    }
    case "box":
      return `<rect${styled} x="${item.x}" y="${item.y}" width="${item.width}" height="${item.height}" rx="5"/>`;
    case "circle":
      return `<circle${styled} cx="${item.x}" cy="${item.y}" r="${item.radius}"/>`;
    case "path":
      return `<path${styled} d="${item.d}"/>`;
    case "text": {
      const pieces = item.line.pieces.map(({ text, className }) =>
        className === "" ? escapeXml(text) : `<tspan class="${className}">${escapeXml(text)}</tspan>`,
      );
      const anchor = item.anchor === "middle" ? ' text-anchor="middle"' : "";
      return `<text${styled}${anchor} x="${item.x}" y="${item.y}">${pieces.join("")}</text>`;
    }
  }
}
