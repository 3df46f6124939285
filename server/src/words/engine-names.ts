import { BROWSERS, type Browser, type Engine } from "../cors/engines";
import { enumerate } from "./quote";

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  fetch: "the Fetch standard",
  chromium: "Chrome",
  firefox: "Firefox",
  webkit: "Safari",
};

/** `Firefox`, `Chrome and Safari`. */
export function engineNames(engines: Iterable<Engine>): string {
  return enumerate(Array.from(engines, (engine) => ENGINE_NAMES[engine]));
}

/** `Firefox sends`, `Chrome and Safari send`. */
export function enginesWith(verb: string, engines: readonly Engine[]): string {
  return `${engineNames(engines)} ${verb}${engines.length === 1 ? "s" : ""}`;
}

/** The subject and verb of a sentence: `browsers block`, `Firefox blocks`, `Chrome and Safari block`. */
export function whoBlocks(engines: readonly Engine[]): string {
  const browsers: readonly Engine[] = BROWSERS.filter((engine) => engines.includes(engine));
  if (browsers.length === BROWSERS.length) {
    return "browsers block";
  }
  if (browsers.length === 0) {
    return "the Fetch standard blocks";
  }
  return enginesWith("block", browsers);
}

/** The subject and verb of a sentence about preflights: `browsers ask`, `Firefox asks`, `Chrome and Safari ask`. */
export function whoAsks(browsers: readonly Browser[]): string {
  return browsers.length === BROWSERS.length ? "browsers ask" : enginesWith("ask", browsers);
}
