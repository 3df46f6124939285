import { fetchModeOf } from "../case/fetch-metadata";
import { announcedNames } from "../case/read-case";
import { scriptHeadersOf } from "../case/script-headers";
import { isForbiddenMethod, normalizeMethod } from "../cors/method";
import { settingOfMode } from "../exchange/cors-directive";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown, type Value } from "../text/unknown";
import { NotSent, type SentField, type SentRequest } from "./sent-request";

/** The modes that only browsers use. Another text isn't repeated, because it may be private. */
const OWN_MODES: ReadonlySet<string> = new Set(["navigate", "websocket", "webtransport"]);

/** A request as a call of `fetch()`, with remarks. */
export interface FetchCall {
  readonly code: string;
  readonly remarks: readonly string[];
}

/** The request modes that a script can choose. */
const MODES: ReadonlySet<string> = new Set(["cors", "no-cors", "same-origin"]);

export function asFetch(exchange: JudgedExchange, { method, url, fields, body }: SentRequest): FetchCall | NotSent {
  if (exchange.kind === "preflight") {
    return new NotSent("Browsers send preflights on their own; scripts can't.");
  }
  const normalized = normalizeMethod(method);
  if (isForbiddenMethod(normalized)) {
    return new NotSent(`Scripts can't use the method ${method}.`);
  }
  const hasNoBody = normalized === "GET" || normalized === "HEAD";
  const mode = modeOf(exchange);
  const credentials = settingOfMode(exchange.credentials?.mode ?? "same-origin");
  const headers = fields.filter(isSetByScript(exchange));
  const members = [
    ...(normalized === "GET" ? [] : [`method: ${literal(method)}`]),
    ...(mode !== null && MODES.has(mode) ? [`mode: ${literal(mode)}`] : []),
    ...(credentials === "same-origin" || credentials === "unknown" ? [] : [`credentials: ${literal(credentials)}`]),
    ...(isNotRedirected(exchange) ? [`redirect: ${literal("manual")}`] : []),
    ...(headers.length === 0 ? [] : [`headers: ${headersLiteral(headers)}`]),
    ...(body === null || hasNoBody ? [] : [`body: ${textLiteral(body)}`]),
  ];
  const options = members.length === 0 ? "" : `, {\n${members.map((member) => `  ${member},\n`).join("")}}`;
  return {
    code: `fetch(${literal(url)}${options});`,
    remarks: [
      ...(credentials === "unknown" ? ["The text doesn't say whether the request has credentials."] : []),
      ...(body !== null && hasNoBody ? [`Scripts can't send a body with ${normalized}, so it is left out.`] : []),
      ...(mode !== null && !MODES.has(mode)
        ? [`Scripts can't make requests in ${OWN_MODES.has(mode) ? `mode ${mode}` : "this mode"}.`]
        : []),
    ],
  };
}

/** Null if the text doesn't show a mode. */
function modeOf({ request }: JudgedExchange): string | null {
  const mode = fetchModeOf(request);
  return isUnknown(mode) ? null : mode;
}

/** Whether scripts set a field, rather than the browser. */
function isSetByScript({ request, servedBy }: JudgedExchange): (field: SentField) => boolean {
  const announced = servedBy === null ? [] : announcedNames(servedBy.request);
  const asked = new Set(Array.isArray(announced) ? announced.map((name: string) => name.toLowerCase()) : []);
  const { headers } = scriptHeadersOf(request, asked);
  const values = new Map<string, Set<Value>>();
  for (const { name, value } of headers) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return ({ field }) => field.name.text.includes("{{") || values.get(field.name.text)?.has(field.resolved) === true;
}

/** Whether the request has `@no-redirect`, with which JetBrains, httpYac and REST Client don't follow redirects. */
function isNotRedirected({ request }: JudgedExchange): boolean {
  return request.directives.some(({ key }) => key.text.toLowerCase() === "no-redirect");
}

/** An object, or pairs if an object can't have these names. */
function headersLiteral(fields: readonly SentField[]): string {
  const names = fields.map(({ name }) => name.toLowerCase());
  const needsPairs = new Set(names).size < names.length || names.includes("__proto__");
  const [open, close] = needsPairs ? ["[", "]"] : ["{", "}"];
  const members = fields.map(({ name, value }) =>
    needsPairs ? `[${literal(name)}, ${literal(value)}]` : `${literal(name)}: ${literal(value)}`,
  );
  return `${open}\n${members.map((member) => `    ${member},\n`).join("")}  ${close}`;
}

/** A JavaScript string literal. */
function literal(text: string): string {
  return JSON.stringify(text);
}

/** A string literal, or a template literal if the text has several lines. */
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
