import type { Settings } from "../analysis";
import { BROWSERS, type Engine } from "../cors/engines";
import type { CorsPreflightRequest } from "../cors/preflight-request";
import { preflightRequestLines } from "../edits/insert-preflight";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { SourceFile } from "../node/source-file";
import { printable } from "../text/printable";
import { isUnknown, type Value } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { NO_PAGE, NOT_CORS } from "../words/reasons";
import type { FileAndLine } from "./args";
import { exchangeOnLine } from "./exchange-on-line";
import type { ExitCode } from "./exit-code";
import type { Terminal } from "./terminal";

/**
 * Prints the preflight that a browser would send before the request on a line of a file, or says why there is none.
 * @throws UsageError
 */
export function preflight(
  { file, line }: FileAndLine,
  source: SourceFile,
  settings: Settings,
  terminal: Terminal,
): ExitCode {
  const refuse = (reason: string): ExitCode => {
    terminal.complain(`${file}:${line}: ${reason}`);
    return 2;
  };
  const { analysis, exchange } = exchangeOnLine({ file, line }, source, settings);
  if (exchange.kind === "preflight") {
    return refuse("this is a preflight; give the line of the request that it belongs to");
  }
  const preflights = preflightsOf(exchange);
  if (typeof preflights === "string") {
    terminal.complain(`${file}:${line}: ${preflights}`);
    return 0;
  }
  if (exchange.origin === null) {
    return refuse(NO_PAGE);
  }
  const lines = analysis.document.privacy.shown(textOf(exchange, preflights)).split("\n");
  terminal.write(lines.map(printable).join("\n"));
  return 0;
}

/** The value as written in the file: a reference such as `{{origin}}` isn't replaced. */
function asTyped(value: Value): string {
  return isUnknown(value) ? (value.text ?? "") : value;
}

interface Preflights {
  /** The different preflights and the browsers that send each. */
  readonly sent: readonly { readonly request: CorsPreflightRequest; readonly engines: Engine[] }[];
  /** The browsers that send no preflight. */
  readonly none: readonly Engine[];
  /** The browsers for which this isn't known. */
  readonly unknown: readonly Engine[];
}

/** @returns the reason if no browser sends a preflight. */
function preflightsOf({ applicability, isPageUnknown, judgement }: JudgedExchange): Preflights | string {
  if (applicability.applies === false && !isPageUnknown) {
    return NOT_CORS[applicability.reason].preflight;
  }
  if (BROWSERS.every((engine) => judgement[engine].refusal !== null)) {
    return "browsers refuse to send this request; cors-lens check says why";
  }
  const sent: { request: CorsPreflightRequest; engines: Engine[] }[] = [];
  const unknown: Engine[] = [];
  const none: Engine[] = [];
  for (const engine of BROWSERS) {
    const { needsPreflight, preflightRequest } = judgement[engine];
    const same = sent.find(({ request }) => preflightRequest !== null && isSame(request, preflightRequest));
    if (needsPreflight === false) {
      none.push(engine);
    } else if (preflightRequest === null) {
      unknown.push(engine);
    } else if (same !== undefined) {
      same.engines.push(engine);
    } else {
      sent.push({ request: preflightRequest, engines: [engine] });
    }
  }
  if (none.length === BROWSERS.length) {
    return "browsers send this request without a preflight";
  }
  return sent.length > 0 ? { sent, none, unknown } : "cannot tell: the preflight depends on a value that isn't known";
}

function isSame(a: CorsPreflightRequest, b: CorsPreflightRequest): boolean {
  return a.headers === b.headers && a.method === b.method && asTyped(a.origin) === asTyped(b.origin);
}

function textOf({ request: actual }: JudgedExchange, { sent, none, unknown }: Preflights): string {
  return [
    ...sent.map(({ request, engines }) => {
      const { origin, method, headers } = request;
      const text = `${preflightRequestLines(actual, asTyped(origin), method, headers).join("\n")}\n`;
      return engines.length === BROWSERS.length ? text : `# ${engineNames(engines)}\n${text}`;
    }),
    ...(none.length === 0 ? [] : [`# ${engineNames(none)}: no preflight\n`]),
    ...(unknown.length === 0 ? [] : [`# ${engineNames(unknown)}: cannot tell\n`]),
  ].join("\n");
}
