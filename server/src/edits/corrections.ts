import { headerListOf } from "../case/header-list";
import { get } from "../cors/header-list";
import { extractHeaderListValues } from "../cors/list-values";
import { misspeltField } from "../exchange/misspelling";
import type { HeaderName } from "../headers/table";
import { type Field, fieldsNamed, type Response, statusLineRange } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import type { Edit } from "./edit";
import { addField, removeField, replaceName, replaceValue, setField } from "./field-edits";
import type { Requirements } from "./requirements";
import { varyEdits } from "./vary";

/**
 * Each of these functions makes one header of a response grant what is required. The edits are empty if it does already, and null if the right
 * value isn't known.
 */

/** A variable or placeholder, optionally with a scheme and port: text that can be repeated for the same value. */
const NAMES_A_VALUE = /^[a-z:/]*(\{\{[^{}]+\}\}|\$\{[^{}]+\}|<[^<>]+>|\{[^{}]+\})(:\d+)?$/;

/** The text to write for the origin: the variable if there is one, else the serialized origin. Null for an opaque one, which every site can get. */
export function originToWrite({
  origin,
  originReference,
}: Pick<Requirements, "origin" | "originReference">): string | null {
  if (isUnknown(origin)) {
    return origin.text !== null && origin.isSameAs(origin) && NAMES_A_VALUE.test(origin.text) ? origin.text : null;
  }
  if (origin === "null") {
    return null;
  }
  return originReference !== null && NAMES_A_VALUE.test(originReference) ? originReference : origin;
}

export function allowOriginEdits(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  required: Requirements,
): Edit[] | null {
  const current = get(headerListOf(response), "Access-Control-Allow-Origin");
  const { origin, credentialsMode } = required;
  if (current === origin || (current === "*" && credentialsMode !== "include")) {
    return [];
  }
  if (isUnknown(current) && fieldsNamed(response, "Access-Control-Allow-Origin").length > 0) {
    return isUnknown(origin) && current.isSameAs(origin) ? [] : null;
  }
  const value = originToWrite(required);
  if (value === null) {
    return null;
  }
  return [...setCorsField(judged, at, response, "Access-Control-Allow-Origin", value), ...varyEdits(judged, at, value)];
}

export function allowCredentialsEdits(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  required: Requirements,
): Edit[] {
  return required.credentialsMode !== "include" ||
    get(headerListOf(response), "Access-Control-Allow-Credentials") === "true"
    ? []
    : setCorsField(judged, at, response, "Access-Control-Allow-Credentials", "true");
}

/** Sets a header to a value, on one line. A misspelt line for the same header is corrected instead of duplicated. */
function setCorsField(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  name: HeaderName,
  value: string,
): Edit[] {
  const misspelt = misspeltField(response, name);
  return misspelt === null
    ? setField(judged.document, response, name, value, at.request)
    : [
        replaceName(response, misspelt, name),
        ...(misspelt.value.text === value ? [] : [replaceValue(response, misspelt, value)]),
      ];
}

/** Replaces a status outside 200-299 with `204 No Content`. */
export function statusEdits(response: Response): Edit[] {
  if (isUnknown(response.statusValue) || /^2\d\d$/.test(response.statusValue)) {
    return [];
  }
  const { end } = statusLineRange(response);
  const newText = response.reason === null ? "204" : "204 No Content";
  return [{ anchor: response, range: { start: response.status.start, end }, newText }];
}

/** A list header of a preflight response. */
export interface AllowList {
  readonly name: "Access-Control-Allow-Methods" | "Access-Control-Allow-Headers";
  readonly caseSensitive: boolean;
  /** The requirements that it grants. */
  readonly grants: "methods" | "headers";
}

export const ALLOW_METHODS: AllowList = {
  name: "Access-Control-Allow-Methods",
  caseSensitive: true,
  grants: "methods",
};
export const ALLOW_HEADERS: AllowList = {
  name: "Access-Control-Allow-Headers",
  caseSensitive: false,
  grants: "headers",
};

/** Makes a list header valid and adds the needed items. A `*` that covers them stays; with credentials, where it doesn't, the items replace it. */
export function listEdits(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  { name, caseSensitive }: AllowList,
  needed: readonly string[],
  { credentialsMode }: Requirements,
): Edit[] | null {
  const items = extractHeaderListValues(name, headerListOf(response));
  const fields = fieldsNamed(response, name);
  if (isUnknown(items)) {
    return needed.length === 0
      ? []
      : fields.length > 0
        ? null
        : [addField(judged.document, response, name, needed.join(", "), at.request)];
  }
  if (items === null) {
    return needed.length === 0 ? [] : setCorsField(judged, at, response, name, needed.join(", "));
  }
  if (!Array.isArray(items)) {
    if (fields.some((field) => field.value.text.includes("{{"))) {
      return null;
    }
    return rewriteList(judged, response, fields, repairedItems(fields, needed, caseSensitive));
  }
  const list = items as readonly string[];
  const wildcard = list.includes("*");
  const isListed = isAmong(list, caseSensitive);
  const covers = (item: string) =>
    isListed(item) || (wildcard && credentialsMode !== "include" && item !== "authorization");
  const missing = needed.filter((item) => !covers(item));
  const last = fields.at(-1);
  if (missing.length === 0 || last === undefined) {
    return [];
  }
  if (wildcard && credentialsMode === "include") {
    return rewriteList(judged, response, fields, [...list.filter((item) => item !== "*"), ...missing]);
  }
  if (list.length === 0) {
    return rewriteList(judged, response, fields, missing);
  }
  const comma = last.value.text.endsWith(",") ? "" : ",";
  return [
    {
      anchor: response,
      range: { start: last.value.end, end: last.value.end },
      newText: `${comma} ${missing.join(", ")}`,
    },
  ];
}

/** Whether a list has an item. */
function isAmong(list: readonly string[], caseSensitive: boolean): (item: string) => boolean {
  const known = new Set(caseSensitive ? list : list.map((item) => item.toLowerCase()));
  return (item) => known.has(caseSensitive ? item : item.toLowerCase());
}

/** The valid items of an invalid list, and the needed ones that it lacks. */
export function repairedItems(fields: readonly Field[], needed: readonly string[], caseSensitive: boolean): string[] {
  const valid = fields.flatMap((field) => validItems(field));
  const isListed = isAmong(valid, caseSensitive);
  return [...valid, ...needed.filter((item) => !isListed(item))];
}

/** The tokens in an invalid list: split at all characters that can't be in a token. */
function validItems(field: Field): string[] {
  return withoutComment(field.value.text)
    .split(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]+/)
    .filter((item) => item !== "");
}

/** A value without words in parentheses at its end: `x-a (custom)`. */
export function withoutComment(value: string): string {
  const at = value.search(/\s\(/);
  return at < 0 ? value : value.slice(0, at);
}

function rewriteList(
  judged: JudgedDocument,
  response: Response,
  fields: readonly Field[],
  items: readonly string[],
): Edit[] {
  const [first, ...more] = fields;
  return first === undefined
    ? []
    : [
        replaceValue(response, first, items.join(", ")),
        ...more.map((field) => removeField(judged.document, response, field)),
      ];
}
