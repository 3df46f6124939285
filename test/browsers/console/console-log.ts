import { analyse } from "../../../server/src/analysis";
import { consoleMessageAt } from "../../../server/src/console-message/console-message";
import type { Carrier } from "../../../server/src/http/parse";
import { exactConsoleLines } from "../../support/console-lines";
import { Comparison } from "../compare/difference";
import type { Browser } from "../harness/engines/engine";
import type { Stage } from "../harness/stage";
import type { Recording, Story } from "../harness/story";
import type { Tally } from "../report";

interface Awaited {
  readonly story: Story;
  readonly recording: Recording;
  readonly text: string;
  readonly carrier: Carrier;
}

/**
 * Compares the texts of Chromium's console with those that we say it prints. The lines don't come with the page's results, and they come late.
 */
export class ConsoleLog {
  readonly #lines = new Map<number, string[]>();
  readonly #awaited: Awaited[] = [];

  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
    browser.onConsole((text) => this.#add(text));
  }

  /** @returns null for an engine whose console can't be read. */
  static of({ engine, browser }: Stage): ConsoleLog | null {
    if (engine !== "chromium") {
      return null;
    }
    return new ConsoleLog(browser);
  }

  #add(text: string): void {
    // A failed request has a second line, with its status. A header that isn't about CORS has lines of its own.
    const story = /^(?:Failed to load resource|Clear-Site-Data header)/.test(text)
      ? undefined
      : /\/s\/(\d+)\//.exec(text)?.[1];
    if (story !== undefined) {
      const id = Number(story);
      this.#lines.set(id, [...(this.#lines.get(id) ?? []), text]);
    }
  }

  /** @param text the story as text */
  expect(story: Story, recording: Recording, text: string, carrier: Carrier): void {
    this.#awaited.push({ story, recording, text, carrier });
  }

  async compare(tally: Tally): Promise<void> {
    await this.#browser.consoleRead();
    for (const { story, recording, text, carrier } of this.#awaited) {
      const expected = expectedLines(text, carrier);
      if (expected !== null) {
        const printed = this.#lines.get(story.id) ?? [];
        const ours = expected.map((alternatives, index) => {
          const line = printed[index];
          return line !== undefined && alternatives.includes(line) ? line : alternatives[0];
        });
        const comparison = new Comparison("console", text);
        comparison.compare("lines printed", printed, ours);
        comparison.compare("lines that we don't recognise", printed.filter(isUnrecognized), []);
        tally.add(story, recording, comparison);
      }
    }
  }
}

function expectedLines(text: string, carrier: Carrier): ReturnType<typeof exactConsoleLines> {
  const last = analyse(text, carrier, { origin: null }).exchanges.at(-1);
  return last === undefined ? null : exactConsoleLines(last, "chromium");
}

/** Whether a line isn't read as one message, or as one that names no check. */
function isUnrecognized(line: string): boolean {
  const found = consoleMessageAt(line, 0, line.length);
  return found === null || found.end !== line.length || found.message.check === "unnamed";
}
