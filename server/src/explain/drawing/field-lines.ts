import type { Analysis } from "../../analysis";
import { headerNamed } from "../../headers/headers";
import { HEADERS, type HeaderName } from "../../headers/table";
import { shownFieldValue } from "../../http/secret-texts";
import { type Field, fieldsNamed, type Request, type Response } from "../../http/tree";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import type { Anchor } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import type { FieldLine } from "./drawing";

/** The 1-based line number of a message, or of an offset in it. */
export function lineOf({ document, lines }: Analysis, message: Anchor, offset = 0): number {
  return lines.positionAt(document.startOf(message) + offset).line + 1;
}

/** The header lines of a request that matter to CORS. `Origin` has the value that the browser sends, which may differ after a redirect. */
export function requestFieldLines(analysis: Analysis, { request, origin }: JudgedExchange): FieldLine[] {
  const typed = request.fields.filter(({ name }) => isOfRequest(name.text));
  const hasOrigin = typed.some(({ name }) => headerNamed(name.text) === "Origin");
  const value = origin === null ? null : isUnknown(origin.value) ? (origin.value.text ?? "…") : origin.value;
  return [
    ...(hasOrigin || value === null ? [] : [fieldLine(`Origin: ${value}`, null)]),
    ...typed.map((field) => {
      const name = field.name.text;
      const shown = headerNamed(name) === "Origin" && value !== null ? value : shownFieldValue(name, field.value.text);
      return fieldLine(`${name}: ${shown}`, lineOf(analysis, request, field.line.start));
    }),
  ];
}

function isOfRequest(name: string): boolean {
  return /^(origin|cookie|authorization|access-control-request-.*)$/i.test(name);
}

/** The header lines of a response that matter to CORS, and the missing ones that make a check fail. */
export function responseFieldLines(
  analysis: Analysis,
  response: Response,
  deciding: ReadonlyMap<HeaderName, Verdict>,
): FieldLine[] {
  const shown = response.fields.flatMap((field) => {
    const header = headerNamed(field.name.text);
    const verdict = header === null ? null : (deciding.get(header) ?? null);
    return header !== null && (isOfResponse(header) || verdict !== null)
      ? [fieldLine(typedField(field), lineOf(analysis, response, field.line.start), verdict)]
      : [];
  });
  const missing = [...deciding]
    .filter(([name, verdict]) => verdict === "blocked" && fieldsNamed(response, name).length === 0)
    .map(([name]) => ({ ...fieldLine(`no ${name}`, null, "blocked"), isMissing: true }));
  return [...shown, ...missing];
}

function isOfResponse(header: HeaderName): boolean {
  return header === "Location" || (HEADERS[header].cors !== undefined && HEADERS[header].side === "response");
}

function typedField({ name, value }: Field): string {
  return `${name.text}: ${shownFieldValue(name.text, value.text)}`;
}

export function fieldLine(text: string, line: number | null, verdict: Verdict | null = null): FieldLine {
  return { text, line, verdict, isMissing: false };
}

/** Method and target as typed. */
export function requestLabel({ methodValue, method, target }: Request): string {
  return `${isUnknown(methodValue) ? (method?.text ?? "GET") : methodValue} ${target.text}`;
}

/** Status and reason phrase as typed. */
export function statusLabel({ status, reason }: Response): string {
  return `${status.text} ${reason?.text ?? ""}`.trim();
}
