import { HANG_GUARD_MS } from "../../../tools/machine/hang-guard.mjs";
import type { Browser, EngineName } from "./engines/engine";
import { launch } from "./engines/launch";
import { type Play, type PlayRecording, playOf, recordingOf } from "./play";
import { Servers } from "./servers";
import type { Origins, Recording, Story } from "./story";

/** The script of `page/page.ts`, bundled. */
declare const PAGE_SCRIPT: string;

/** How many plays the page gets at once. */
const BATCH = 400;

/** A browser with a page and its servers. */
export interface Stage {
  readonly engine: EngineName;
  /** Of the browser, as in `Firefox 153.0`. */
  readonly version: string;
  readonly origins: Origins;
  readonly browser: Browser;
  /** Plays stories; recordings come in the order of the stories. */
  play(stories: Iterable<Story>, onRecording: (story: Story, recording: Recording) => void): Promise<void>;
  /** The same for plays, all at once. */
  perform(plays: readonly Play[]): Promise<ReadonlyMap<number, PlayRecording>>;
}

/** Starts a stage, uses it, and stops it in any case. */
export async function withStage<T>(engine: EngineName, use: (stage: Stage) => Promise<T>): Promise<T> {
  const browser = await launch(engine);
  try {
    const servers = await Servers.start(PAGE_SCRIPT);
    try {
      await browser.open(`${servers.origins.own}/`);
      return await Promise.race([use(stageOf(engine, browser, servers)), browser.ended]);
    } finally {
      servers.close();
    }
  } finally {
    await browser.close();
  }
}

function stageOf(engine: EngineName, browser: Browser, servers: Servers): Stage {
  const perform = (plays: readonly Play[]) => unlessStalled(engine, servers.perform(plays));
  return {
    engine,
    version: browser.version,
    origins: servers.origins,
    browser,
    perform,
    play: async (stories, onRecording) => {
      for (const batch of batches(stories)) {
        const recordings = await perform(batch.map(playOf));
        for (const story of batch) {
          const recording = recordings.get(story.id);
          if (recording !== undefined) {
            onRecording(story, recordingOf(recording));
          }
        }
      }
    },
  };
}

function* batches<T>(items: Iterable<T>): Iterable<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}

async function unlessStalled<T>(engine: EngineName, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${engine} has said nothing for ${HANG_GUARD_MS / 60_000} minutes.`)),
      HANG_GUARD_MS,
    );
  });
  try {
    return await Promise.race([work, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
