import { BROWSERS, type Browser, type Engine } from "../cors/engines";
import { enumerate } from "./quote";

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  fetch: "the Fetch standard",
  chromium: "Chrome",
  firefox: "Firefox",
  webkit: "Safari",
};

/** The subject and verb of a sentence: `browsers block`, `Firefox blocks`, `Chrome and Safari block`. */
export function whoBlocks(engines: readonly Engine[]): string {
  const browsers: readonly Engine[] = BROWSERS.filter((engine) => engines.includes(engine));
  if (browsers.length === BROWSERS.length) {
    return "browsers block";
  }
  if (browsers.length === 0) {
    return "the Fetch standard blocks";
  }
  return `${enumerate(browsers.map((engine) => ENGINE_NAMES[engine]))} ${browsers.length === 1 ? "blocks" : "block"}`;
}

/** The subject and verb of a sentence about preflights: `browsers ask`, `Firefox asks`, `Chrome and Safari ask`. */
export function whoAsks(browsers: readonly Browser[]): string {
  if (browsers.length === BROWSERS.length) {
    return "browsers ask";
  }
  return `${enumerate(browsers.map((browser) => ENGINE_NAMES[browser]))} ${browsers.length === 1 ? "asks" : "ask"}`;
}
