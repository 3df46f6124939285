import { BROWSERS, type Browser, type Engine } from "../../cors/engines";
import { stripTabOrSpace } from "../../cors/list-values";
import { type Field, fieldsNamed, type Response, statusLineRange } from "../../http/tree";
import { type Place, place, type Range } from "../../text/range";

const MAX_QUOTED = 80;

/** A value as typed, in backticks, on one line and cut to a readable length. */
export function quote(text: string): string {
  const visible = text.replace(/\p{Cc}+/gu, (run) => (/^[\t\r\n]+$/.test(run) ? " " : "\ufffd")).replaceAll("`", "'");
  return `\`${visible.length > MAX_QUOTED ? `${visible.slice(0, MAX_QUOTED - 1)}…` : visible}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  fetch: "the Fetch standard",
  chromium: "Chrome",
  firefox: "Firefox",
  webkit: "Safari",
};

/** The subject and verb of a sentence: `browsers block`, `Firefox blocks`, `Chrome and Safari block`. */
export function whoBlocks(engines: readonly Engine[]): string {
  const browsers: readonly Engine[] = BROWSERS.filter((engine) => engines.includes(engine));
  if (browsers.length === BROWSERS.length) {
    return "browsers block";
  }
  if (browsers.length === 0) {
    return "the Fetch standard blocks";
  }
  return `${enumerate(browsers.map((engine) => ENGINE_NAMES[engine]))} ${browsers.length === 1 ? "blocks" : "block"}`;
}

/** The subject and verb of a sentence about preflights: `browsers ask`, `Firefox asks`, `Chrome and Safari ask`. */
export function whoAsks(browsers: readonly Browser[]): string {
  if (browsers.length === BROWSERS.length) {
    return "browsers ask";
  }
  return `${enumerate(browsers.map((browser) => ENGINE_NAMES[browser]))} ${browsers.length === 1 ? "asks" : "ask"}`;
}

/** The place of a field's value, or of its name if the value is empty. */
export function valuePlace(response: Response, field: Field): Place {
  return place(response, field.value.start < field.value.end ? field.value : field.name);
}

/** The place for reports on a header that a response lacks: its status line. */
export function statusLinePlace(response: Response): Place {
  return place(response, statusLineRange(response));
}

/** The status line that a preflight's response should have, in the notation of this response. */
export function noContentLine({ version, reason }: Response): string {
  return reason === null ? ":status: 204" : `${version === null ? "" : `${version.text} `}204 No Content`;
}

/** The place of a header: its first value, or the status line if it is absent. */
export function headerPlace(response: Response, header: string): Place {
  const [field] = fieldsNamed(response, header);
  return field === undefined ? statusLinePlace(response) : valuePlace(response, field);
}

/** The items of a `#token` value with their ranges, relative to the message, without empty items. */
export function listItems(field: Field): { readonly text: string; readonly range: Range }[] {
  const items: { text: string; range: Range }[] = [];
  let start = field.value.start;
  for (const piece of field.value.text.split(",")) {
    const text = stripTabOrSpace(piece);
    if (text !== "") {
      const from = start + piece.indexOf(text);
      items.push({ text, range: { start: from, end: from + text.length } });
    }
    start += piece.length + 1;
  }
  return items;
}
