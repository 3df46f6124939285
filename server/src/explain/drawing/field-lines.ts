import type { Analysis } from "../../analysis";
import { isSecretField } from "../../http/secrets";
import { type Field, fieldsNamed, type Message, type Request, type Response } from "../../http/tree";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { purposeOf } from "../headers";
import type { FieldLine } from "./drawing";

/** The 1-based line number of a message, or of an offset in it. */
export function lineOf({ document, lines }: Analysis, message: Message, offset = 0): number {
  return lines.positionAt(document.startOf(message) + offset).line + 1;
}

/** The header lines of a request that matter to CORS. `Origin` has the value that the browser sends, which may differ after a redirect. */
export function requestFieldLines(analysis: Analysis, { request, origin }: JudgedExchange): FieldLine[] {
  const typed = request.fields.filter(({ name }) => isOfRequest(name.text));
  const hasOrigin = typed.some(({ name }) => name.text.toLowerCase() === "origin");
  const value = origin === null ? null : isUnknown(origin.value) ? (origin.value.text ?? "…") : origin.value;
  return [
    ...(hasOrigin || value === null ? [] : [fieldLine(`Origin: ${value}`, null)]),
    ...typed.map((field) => {
      const name = field.name.text.toLowerCase();
      const shown = isSecretField(name) ? "…" : name === "origin" && value !== null ? value : field.value.text;
      return fieldLine(`${field.name.text}: ${shown}`, lineOf(analysis, request, field.line.start));
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
  deciding: ReadonlyMap<string, Verdict>,
): FieldLine[] {
  const shown = response.fields
    .filter(({ name }) => isOfResponse(name.text) || deciding.has(name.text.toLowerCase()))
    .map((field) =>
      fieldLine(
        typedField(field),
        lineOf(analysis, response, field.line.start),
        deciding.get(field.name.text.toLowerCase()) ?? null,
      ),
    );
  const missing = [...deciding]
    .filter(([name, verdict]) => verdict === "blocked" && fieldsNamed(response, name).length === 0)
    .map(([name]) => ({ ...fieldLine(`no ${canonicalCase(name)}`, null, "blocked"), isMissing: true }));
  return [...shown, ...missing];
}

function isOfResponse(name: string): boolean {
  const key = name.toLowerCase();
  return key === "location" || (purposeOf(key) !== null && !isOfRequest(key));
}

function typedField({ name, value }: Field): string {
  return `${name.text}: ${isSecretField(name.text) ? "…" : value.text}`;
}

export function fieldLine(text: string, line: number | null, verdict: Verdict | null = null): FieldLine {
  return { text: text, line, verdict, isMissing: false };
}

/** `Access-Control-Allow-Origin` for `access-control-allow-origin`. */
function canonicalCase(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** Method and target as typed. */
export function requestLabel({ methodValue, method, target }: Request): string {
  return `${isUnknown(methodValue) ? (method?.text ?? "GET") : methodValue} ${target.text}`;
}

/** Status and reason phrase as typed. */
export function statusLabel({ status, reason }: Response): string {
  return `${status.text} ${reason?.text ?? ""}`.trim();
}
