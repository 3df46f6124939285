import { isForbiddenMethod, normalizeMethod } from "../cors/method";
import { announcedNames } from "../verdict/announced-request";
import { fetchModeOf } from "../verdict/applicability";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf, scriptHeadersOf } from "../verdict/script-headers";
import { NotSent, type SentField, type SentRequest } from "./sent-request";

/** A request as a call of `fetch()`, with what else is to be said of it; or why no script makes it. */
export interface FetchCall {
  readonly code: string;
  readonly remarks: readonly string[];
}

/** The request modes that a script can choose. */
const MODES: ReadonlySet<string> = new Set(["cors", "no-cors", "same-origin"]);

export function asFetch(exchange: JudgedExchange, { method, url, fields, body }: SentRequest): FetchCall | NotSent {
  if (exchange.kind === "preflight") {
    return new NotSent("Browsers send a preflight by themselves: no script makes one.");
  }
  const normalized = normalizeMethod(method);
  if (isForbiddenMethod(normalized)) {
    return new NotSent(`No script can use the method ${method}.`);
  }
  const hasNoBody = normalized === "GET" || normalized === "HEAD";
  const mode = fetchModeOf(exchange.request);
  const credentials = exchange.credentials?.mode ?? "same-origin";
  const headers = fields.filter(isSetByScript(exchange));
  const members = [
    ...(normalized === "GET" ? [] : [`method: ${literal(method)}`]),
    ...(mode !== null && MODES.has(mode) ? [`mode: ${literal(mode)}`] : []),
    ...(credentials === "same-origin" ? [] : [`credentials: ${literal(credentials)}`]),
    ...(isNotRedirected(exchange) ? [`redirect: ${literal("manual")}`] : []),
    ...(headers.length === 0 ? [] : [`headers: ${headersLiteral(headers)}`]),
    ...(body === null || hasNoBody ? [] : [`body: ${textLiteral(body)}`]),
  ];
  const options = members.length === 0 ? "" : `, {\n${members.map((member) => `  ${member},\n`).join("")}}`;
  return {
    code: `fetch(${literal(url)}${options});`,
    remarks: [
      ...(body !== null && hasNoBody ? [`No script sends a body with ${normalized}: it is left out.`] : []),
      ...(mode !== null && !MODES.has(mode) ? [`No script makes a request in mode ${mode}.`] : []),
    ],
  };
}

/** What a script sets of a request: not what belongs to the browser, and not what it adds. */
function isSetByScript({ request, servedBy }: JudgedExchange): (field: SentField) => boolean {
  const announced = servedBy === null ? [] : announcedNames(headerListOf(servedBy.request));
  const asked = new Set(Array.isArray(announced) ? announced.map((name: string) => name.toLowerCase()) : []);
  const { headers } = scriptHeadersOf(request, asked).fetch;
  return ({ field }) =>
    field.name.text.includes("{{") ||
    headers.some(({ name, value }) => name === field.name.text && value === field.resolved);
}

/** What JetBrains, httpYac and REST Client have for a request whose redirect is not followed. */
function isNotRedirected({ request }: JudgedExchange): boolean {
  return request.directives.some(({ key }) => key.text.toLowerCase() === "no-redirect");
}

/** An object, or pairs where one cannot hold the names. */
function headersLiteral(fields: readonly SentField[]): string {
  const names = fields.map(({ name }) => name.toLowerCase());
  const needsPairs = new Set(names).size < names.length || names.includes("__proto__");
  const [open, close] = needsPairs ? ["[", "]"] : ["{", "}"];
  const members = fields.map(({ name, value }) =>
    needsPairs ? `[${literal(name)}, ${literal(value)}]` : `${literal(name)}: ${literal(value)}`,
  );
  return `${open}\n${members.map((member) => `    ${member},\n`).join("")}  ${close}`;
}

/** A string literal of JavaScript. */
function literal(text: string): string {
  return JSON.stringify(text);
}

/** A string literal, or a template where the text has several lines. */
function textLiteral(text: string): string {
  if (!text.includes("\n")) {
    return literal(text);
  }
  const lines = text.split("\n").map((line) => literal(line).slice(1, -1));
  return `\`${lines
    .join("\n")
    .replace(/\\(.)|`|\$\{/g, (all, escaped?: string) =>
      escaped === '"' ? '"' : escaped === undefined ? `\\${all}` : all,
    )}\``;
}
