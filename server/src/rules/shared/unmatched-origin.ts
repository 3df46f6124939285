import { isPossibleSerializedOrigin } from "../../cors/origin";
import { withoutComment } from "../../edits/corrections";
import { type Field, type Fragment, fieldsNamed, type Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { isUnknown } from "../../text/unknown";
import { lacksScheme, originParts } from "./origin-parts";

/** The fault of a value that no page's origin matches. */
type Fault = "several" | "pattern" | "malformed";

/**
 * The values of `Access-Control-Allow-Origin` in a message that have one fault and that no page's origin matches, each with all its lines. They
 * are wrong without a known page too. Empty if a page is known, or if CORS is known not to apply.
 */
export function unmatchedOrigins(
  message: Message,
  judged: JudgedExchanges,
  fault: Fault,
): readonly (readonly Field[])[] {
  return isWithoutPage(message, judged)
    ? valuesOf(message).filter((lines) => isKnownMistake(message, lines) && faultOf(lines) === fault)
    : [];
}

/** Whether no page is known that gets the response, or it may be a page of the same origin. */
function isWithoutPage(message: Message, judged: JudgedExchanges): boolean {
  return (
    message.kind === "fragment" ||
    (message.kind === "response" &&
      (judged.isUnjudged(message) || judged.exchangeOf(message)?.applicability.applies === "undetermined"))
  );
}

/** The lines of a response are one value. Those of a fragment are alternatives, except two that no author would give as such. */
function valuesOf(message: Message): readonly (readonly Field[])[] {
  const lines = fieldsNamed(message, "Access-Control-Allow-Origin");
  if (lines.length === 0) {
    return [];
  }
  return message.kind === "fragment" && !isOneResponse(message, lines) ? lines.map((line) => [line]) : [lines];
}

/** Whether a fragment repeats the same lines, or has origins directly below each other. */
function isOneResponse(fragment: Fragment, [first, ...others]: readonly Field[]): boolean {
  if (first === undefined || others.length === 0) {
    return true;
  }
  if (others.every(({ value }) => value.text === first.value.text)) {
    return !hasAlternatives(fragment);
  }
  const lines = [first, ...others];
  return (
    lines.every(({ value }) => originParts(value.text) !== null && !/\s/.test(value.text)) &&
    lines.every((line, i) => i === 0 || isRightBelow(fragment, line, lines[i - 1] as Field))
  );
}

const MAX_LINE_BREAK = "\r\n".length;
const SUPPRESSION_LINE = /^.*cors-lens-(?:disable|enable).*(?:\r?\n|\r)/gm;

/** Whether only suppression comments are between two lines. */
function isRightBelow({ section, offset, prefix }: Fragment, line: Field, above: Field): boolean {
  const between = section.text.slice(offset + above.line.end, offset + line.line.start).slice(0, MAX_READ);
  return between.replace(SUPPRESSION_LINE, "").length <= MAX_LINE_BREAK + prefix.length;
}

/** Whether a name is repeated with another value. */
function hasAlternatives({ fields }: Fragment): boolean {
  const values = new Map<string, string>();
  return fields.some(({ name, value }) => {
    const key = name.text.toLowerCase();
    const before = values.get(key) ?? value.text;
    values.set(key, before);
    return before !== value.text;
  });
}

/** Whether a value is known, matches no origin, and isn't a placeholder. */
function isKnownMistake(message: Message, lines: readonly Field[]): boolean {
  const values = lines.map(({ resolved }) => resolved);
  if (values.some(isUnknown)) {
    return false;
  }
  const value = values.join(", ");
  return (
    value !== "*" &&
    !isPossibleSerializedOrigin(value) &&
    !isPlaceholder(value) &&
    (message.kind === "response" || isMeantAsOrigins(value))
  );
}

/** Whether a value is in words that stand for another: `YOUR_ORIGIN`, `https://MY-SITE.com`, `the-page-origin`. */
function isPlaceholder(value: string): boolean {
  const start = value.slice(0, MAX_READ);
  return (
    /^([A-Za-z][A-Za-z+.-]*:\/\/)?[^/?#]*\b[A-Z][A-Z0-9_-]+/.test(start) ||
    /^[\s\w()[\]|-]*(origin|domain|host|url|value|site)[\s\w()[\]|-]*$/i.test(start)
  );
}

/** Whether a line of documentation shows a value, not its syntax or a note. */
function isMeantAsOrigins(value: string): boolean {
  const start = value.slice(0, MAX_READ);
  return (
    start !== "" &&
    withoutComment(start) === start &&
    start.split(/[\s,]+/).every((item) => {
      const unquoted = item.replace(/^["']|["']$/g, "");
      return (
        !/[|()[\]]/.test(unquoted.replace(/\/\/\[[0-9a-f:.]+\]/i, "")) &&
        (unquoted === "" ||
          unquoted === "null" ||
          unquoted.includes("*") ||
          /^https?:/i.test(unquoted) ||
          lacksScheme(unquoted) ||
          originParts(unquoted) !== null)
      );
    })
  );
}

const MAX_READ = 4_000;

function faultOf(lines: readonly Field[]): Fault {
  const value = lines.map(({ resolved }) => (isUnknown(resolved) ? "" : resolved)).join(", ");
  return lines.length > 1 || isOriginList(value) ? "several" : isOriginPattern(value) ? "pattern" : "malformed";
}

/** Whether a value has several items. A comment after an origin isn't one. */
export function isOriginList(value: string): boolean {
  return /[^\s,][\s,]+[^\s,]|,/.test(withoutComment(value.slice(0, MAX_READ)));
}

/** Whether a value has more than quotes around its `*`. */
export function isOriginPattern(value: string): boolean {
  return value.includes("*") && value.replace(/["'*]/g, "") !== "";
}
