import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../server/src/analysis";
import type { Carrier } from "../../server/src/http/parse";
import type { CallOptions, Field, Message } from "../../server/src/http/tree";
import { isUnknown, type Value } from "../../server/src/text/unknown";

/**
 * A document's parse result as text, to compare and review: the kinds of its lines, its messages with their content, its exchanges, and the
 * findings. Line numbers are the document's.
 */
export function dialectTree(text: string, carrier: Carrier, readCommentedResponses: boolean): string {
  const analysis = analyse(text, carrier, { ...DEFAULT_SETTINGS, readCommentedResponses }, (_, error) => {
    throw error;
  });
  const { document } = analysis;
  const sections = [
    document.foreign === null ? kindsOf(analysis) : [`foreign: ${document.foreign}`, ...kindsOf(analysis)],
    ...document.blocks.flatMap(({ messages, badExample }) =>
      messages.map((message) => [...describe(analysis, message), ...(badExample ? ["  bad example"] : [])]),
    ),
    consoleOf(analysis),
    exchangesOf(analysis),
    findingsOf(analysis),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** One line for each run of lines of one kind. */
function kindsOf({ document }: Analysis): string[] {
  const runs: { kind: string; first: number; last: number }[] = [];
  for (const [i, { kind }] of document.lines.entries()) {
    const run = runs.at(-1);
    if (run?.kind === kind) {
      run.last = i + 1;
    } else {
      runs.push({ kind, first: i + 1, last: i + 1 });
    }
  }
  return runs.map(({ kind, first, last }) => `${(first === last ? `${first}` : `${first}-${last}`).padEnd(8)}${kind}`);
}

function describe({ document, lines }: Analysis, message: Message): string[] {
  const line = (offset: number) => lines.positionAt(document.startOf(message) + offset).line + 1;
  const { body } = message;
  return [
    `line ${line(0)}: ${startOf(message)}`,
    ...(message.kind === "request" ? message.directives.map(({ key, value }) => `  @${key.text} ${value.text}`) : []),
    ...(message.kind === "request" && message.call !== null ? optionsOf(message.call) : []),
    ...message.fields.map((field) => `  ${fieldText(field)}`),
    ...(message.elided ? ["  ..."] : []),
    ...(body === null ? [] : [`  body: lines ${line(body.start)}-${line(Math.max(body.start, body.end - 1))}`]),
    ...(message.prefix === "" ? [] : [`  prefix: ${JSON.stringify(message.prefix)}`]),
    ...(message.writable ? [] : ["  not writable"]),
  ];
}

function startOf(message: Message): string {
  switch (message.kind) {
    case "request":
      return ["request", shown(message.methodValue), shown(message.targetValue), message.version?.text]
        .filter((part) => part !== undefined)
        .join(" ");
    case "response":
      return ["response", message.version?.text, shown(message.statusValue), message.reason?.text]
        .filter((part) => part !== undefined && part !== "")
        .join(" ");
    case "fragment":
      return "fragment";
  }
}

function optionsOf(call: CallOptions): string[] {
  return (["mode", "credentials", "referrer"] as const).flatMap((name) => {
    const option = call[name];
    return option === null ? [] : [`  (${name}) ${shown(option.value)}`];
  });
}

function fieldText({ name, resolved }: Field): string {
  return `${name.text}: ${shown(resolved)}`;
}

function shown(value: Value): string {
  return isUnknown(value) ? `?${value.text ?? ""}` : value.replaceAll("\n", "\\n");
}

/** The console messages, with their lines. */
function consoleOf({ document, lines }: Analysis): string[] {
  return document.consoleEntries.map((entry) => {
    const start = document.startOf(entry);
    const line = (offset: number) => lines.positionAt(offset).line + 1;
    const { source, id, url } = entry.message;
    return `console ${line(start)}-${line(start + entry.length)}: ${source} ${id} ${url ?? "no URL"}`;
  });
}

function exchangesOf({ document, exchanges, lines }: Analysis): string[] {
  return exchanges.map(({ kind, request, response, target, verdict }) => {
    const at = (message: Message) => lines.positionAt(document.startOf(message)).line + 1;
    const answer = response === null ? "no response" : `response at ${at(response)}`;
    return `${kind} at ${at(request)}, ${answer}, ${target.url ?? "no URL"}: ${verdict.fetch}`;
  });
}

function findingsOf({ document, findings, lines }: Analysis): string[] {
  return findings.map(({ rule, severity, place }) => {
    const { start, end } = document.rangeOf(place);
    const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
    return `${severity} ${rule} at ${from.line + 1}:${from.character + 1}-${to.line + 1}:${to.character + 1}`;
  });
}
