import type { Settings } from "../analysis";
import { ENGINES, type Engine } from "../cors/engines";
import type { CorsPreflightRequest } from "../cors/preflight-request";
import { preflightRequestLines } from "../edits/insert-preflight";
import { ENGINE_NAMES, enumerate } from "../rules/shared/words";
import { isUnknown, type Value } from "../text/unknown";
import type { JudgedExchange } from "../verdict/judged-exchange";
import type { FileAndLine } from "./args";
import { exchangeOnLine } from "./exchange-on-line";
import type { ExitCode } from "./exit-code";
import type { Terminal } from "./terminal";

/**
 * Prints the preflight that a browser would send before the request at a line of a file. Where it sends none, it says
 * so.
 * @throws UsageError
 */
export function preflight({ file, line }: FileAndLine, settings: Settings, terminal: Terminal): ExitCode {
  const refuse = (reason: string): ExitCode => {
    terminal.complain(`${file}:${line}: ${reason}`);
    return 2;
  };
  const { analysis, exchange } = exchangeOnLine({ file, line }, settings);
  if (exchange.kind === "preflight") {
    return refuse("this is a preflight itself; give the line of the request that it is for");
  }
  const answer = answerOf(exchange);
  if (typeof answer === "string") {
    terminal.complain(`${file}:${line}: ${answer}`);
    return 0;
  }
  if (exchange.origin === null) {
    return refuse("the page's origin is not known; add an Origin field or --origin URL");
  }
  terminal.write(analysis.document.variables.withoutSecrets(textOf(exchange, answer), true));
  return 0;
}

/** As it is to be written: a reference such as `{{origin}}` stands for itself. */
function asTyped(value: Value): string {
  return isUnknown(value) ? (value.text ?? "") : value;
}

const BROWSERS = ENGINES.filter((engine) => engine !== "fetch");

/** What the browsers ask, and which of them ask nothing or cannot be told. */
interface Asked {
  readonly asking: readonly { readonly request: CorsPreflightRequest; readonly engines: Engine[] }[];
  readonly none: readonly Engine[];
  readonly open: readonly Engine[];
}

/** Or why no browser asks anything. */
function answerOf({ applicability, judgement }: JudgedExchange): Asked | string {
  if (applicability.applies === false && applicability.reason !== "no-origin") {
    return NOT_CORS[applicability.reason];
  }
  if (BROWSERS.every((engine) => judgement[engine].refusal !== null)) {
    return "browsers never send this request; see cors-lens check";
  }
  const asking: { request: CorsPreflightRequest; engines: Engine[] }[] = [];
  const open: Engine[] = [];
  const none: Engine[] = [];
  for (const engine of BROWSERS) {
    const { needsPreflight, preflightRequest } = judgement[engine];
    const same = asking.find(({ request }) => preflightRequest !== null && isSame(request, preflightRequest));
    if (needsPreflight === false) {
      none.push(engine);
    } else if (preflightRequest === null) {
      open.push(engine);
    } else if (same !== undefined) {
      same.engines.push(engine);
    } else {
      asking.push({ request: preflightRequest, engines: [engine] });
    }
  }
  if (none.length === BROWSERS.length) {
    return "browsers send this request without a preflight";
  }
  return asking.length > 0
    ? { asking, none, open }
    : "cannot tell: a value that decides about the preflight is not in the text";
}

function isSame(a: CorsPreflightRequest, b: CorsPreflightRequest): boolean {
  return a.headers === b.headers && a.method === b.method && asTyped(a.origin) === asTyped(b.origin);
}

const NOT_CORS = {
  "same-origin": "the request goes to the page's own origin, so browsers send no preflight",
  "not-cors-mode": "the request is not in mode cors, so browsers send no preflight",
  websocket: "a WebSocket is opened without a preflight",
  "not-http": "the request is none of HTTP, so no page sends it",
} as const;

function textOf({ request: asker }: JudgedExchange, { asking, none, open }: Asked): string {
  return [
    ...asking.map(({ request, engines }) => {
      const { origin, method, headers } = request;
      const text = `${preflightRequestLines(asker, asTyped(origin), method, headers).join("\n")}\n`;
      return engines.length === BROWSERS.length ? text : `# ${names(engines)}\n${text}`;
    }),
    ...(none.length === 0 ? [] : [`# ${names(none)}: no preflight\n`]),
    ...(open.length === 0 ? [] : [`# ${names(open)}: cannot tell\n`]),
  ].join("\n");
}

function names(engines: readonly Engine[]): string {
  return enumerate(engines.map((engine) => ENGINE_NAMES[engine]));
}
