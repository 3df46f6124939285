import { get } from "../cors/header-list";
import { extractHeaderListValues } from "../cors/list-values";
import { misspeltField } from "../exchange/misspelling";
import { type Field, fieldsNamed, type Response, statusLineRange } from "../http/tree";
import { isUnknown } from "../text/unknown";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf } from "../verdict/script-headers";
import type { Edit } from "./edit";
import { addField, removeField, replaceName, replaceValue, setField } from "./field-edits";
import type { Requirements } from "./requirements";
import { varyEdits } from "./vary";

/**
 * The edits that each make one header of a response grant what is required, and leave alone what already does. A list of them is null
 * where the text does not say enough to write the header.
 */

/** A variable or placeholder, alone or with a scheme and port around it: what may be written again for the same value. */
const NAMES_A_VALUE = /^[a-z:/]*(\{\{[^{}]+\}\}|\$\{[^{}]+\}|<[^<>]+>|\{[^{}]+\})(:\d+)?$/;

/** The value to write for the origin: as typed where a variable stands for it, else as serialised, `*` for an opaque one. */
export function originToWrite({
  origin,
  originReference,
  credentialsMode,
}: Pick<Requirements, "origin" | "originReference" | "credentialsMode">): string | null {
  if (isUnknown(origin)) {
    return origin.text !== null && origin.isSameAs(origin) && NAMES_A_VALUE.test(origin.text) ? origin.text : null;
  }
  if (origin === "null") {
    // `null` would let every sandboxed document in; what an opaque origin can be given is the wildcard, or nothing.
    return credentialsMode === "omit" ? "*" : null;
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
  if (current === origin || (current === "*" && credentialsMode === "omit")) {
    return [];
  }
  if (isUnknown(current) && fieldsNamed(response, "Access-Control-Allow-Origin").length > 0) {
    return isUnknown(origin) && current.isSameAs(origin) ? [] : null;
  }
  const value = originToWrite(required);
  if (value === null) {
    return null;
  }
  return [
    ...setCorsField(judged, at, response, "Access-Control-Allow-Origin", value),
    ...(value === "*" ? [] : varyEdits(judged, at, value)),
  ];
}

export function allowCredentialsEdits(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  required: Requirements,
): Edit[] {
  return required.credentialsMode === "omit" ||
    get(headerListOf(response), "Access-Control-Allow-Credentials") === "true"
    ? []
    : setCorsField(judged, at, response, "Access-Control-Allow-Credentials", "true");
}

/** Makes one line of a header with this value; a misspelt one that was meant to be it is corrected, not doubled. */
function setCorsField(
  judged: JudgedDocument,
  at: JudgedExchange,
  response: Response,
  name: string,
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

/** Writes `204 No Content` in place of a status that is not ok. */
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
}

export const ALLOW_METHODS: AllowList = { name: "Access-Control-Allow-Methods", caseSensitive: true };
export const ALLOW_HEADERS: AllowList = { name: "Access-Control-Allow-Headers", caseSensitive: false };

/** Makes a list header parse and hold the needed items. A `*` that covers them stays; one that is literal gives way to them. */
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
    const valid = fields.flatMap((field) => validItems(field));
    const missing = needed.filter((item) => !valid.some((other) => isSame(other, item, caseSensitive)));
    return rewriteList(judged, response, fields, [...valid, ...missing]);
  }
  const list = items as readonly string[];
  const wildcard = list.includes("*");
  const covers = (item: string) =>
    list.some((other) => isSame(other, item, caseSensitive)) ||
    (wildcard && credentialsMode === "omit" && item !== "authorization");
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

function isSame(a: string, b: string, caseSensitive: boolean): boolean {
  return caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase();
}

/** The tokens that a person can have meant by a value that is no list: cut at whatever no token holds. */
function validItems(field: Field): string[] {
  return withoutComment(field.value.text)
    .split(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]+/)
    .filter((item) => item !== "");
}

/** A value without what its author put behind it as a comment: `GET, PUT # all`, `x-a // mine`, `x-a (custom)`, `x-a <-- mine`. */
export function withoutComment(value: string): string {
  const at = value.search(/\s(#|\/\/|\(|<-)/);
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
