import { inspect } from "node:util";
import type { EngineName } from "../harness/engines/engine";
import type { Stage } from "../harness/stage";
import type { Options, Suite, SuiteResult } from "../suite";
import { type CacheStory, cacheStory } from "./generate";
import { type CachePrediction, predictCache } from "./predict";

/**
 * Sequences of requests: which of them have a preflight. Some wait for seconds, and all run at the same time, so there are far fewer than of
 * the other stories. The longest time that browsers cache an answer (`MAX_AGE_LIMIT`) comes from their sources, it isn't measured here.
 */
export const preflightCaches: Suite = { name: "cache", run };

/** One sequence for this many plain exchanges, up to the size of Chromium's cache. */
const SHARE = 50;
const MOST = 400;
/** Firefox caches a hundred answers; a sequence may ask for five. */
const MOST_AT_ONCE: Readonly<Record<EngineName, number>> = { chromium: 200, firefox: 20, webkit: 200 };
/** Above the ids of all stories that are played for the first time. */
const AGAIN = 1_000_000;
const MAX_SHOWN = 20;
/** Less than the five seconds for which an answer without Access-Control-Max-Age is kept. */
const EXPIRED_MS = 4000;

async function run(stage: Stage, { seed, count, only }: Options): Promise<SuiteResult> {
  const { engine, origins } = stage;
  const ids = only === null ? [...new Array(Math.min(Math.ceil(count / SHARE), MOST)).keys()] : [only];
  const stories = ids.map((id) => cacheStory(seed, id, origins));
  const counts = new Map<string, number>();
  const first = await played(stories);
  for (const { preflight } of first.flatMap(({ predicted }) => predicted)) {
    counts.set(preflight, (counts.get(preflight) ?? 0) + 1);
  }
  // A browser may forget what it keeps at any time (Firefox does when it resolves the host's name again), so what differs is played again. It
  // must forget if the calls of a story are so slow that an answer expires between them: that proves nothing, however often it happens.
  const differing: Played[] = [];
  let again = first.filter(differs);
  for (let round = 1; again.length > 0; round++) {
    const stories = again.map(({ story: { index } }) => cacheStory(seed, index, origins, round * AGAIN + index));
    const stillDiffering = (await played(stories, Math.ceil(stories.length / round))).filter(differs);
    differing.push(...stillDiffering.filter(({ elapsedMs }) => elapsedMs < EXPIRED_MS));
    again = stillDiffering.filter(({ elapsedMs }) => elapsedMs >= EXPIRED_MS);
  }

  return {
    measured: [
      {
        what: "cache: which requests are preflighted",
        exchanges: stories.length,
        disagreements: differing.filter(preflightsDiffer).length,
      },
      { what: "cache: verdicts", exchanges: stories.length, disagreements: differing.filter(verdictsDiffer).length },
    ],
    shortcomings: [],
    details: [
      ...differing.slice(0, MAX_SHOWN).map((one) => described(one, `--suite cache --engines ${engine} --seed ${seed}`)),
      ...[...counts].map(([what, number]) => `${String(number).padStart(8)}  preflight ${what}`),
    ].join("\n"),
  };

  async function played(some: readonly CacheStory[], atOnce = MOST_AT_ONCE[engine]): Promise<Played[]> {
    const results: Played[] = [];
    for (const batch of batches(some, Math.min(atOnce, MOST_AT_ONCE[engine]))) {
      const recordings = await stage.perform(batch.map(({ play }) => play));
      for (const story of batch) {
        const recording = recordings.get(story.play.id);
        if (recording === undefined) {
          throw new Error("The page gave no outcome.");
        }
        const seen = story.play.calls.map((_, call) => ({
          isPreflighted: recording.requests.some((request) => request.kind === "preflight" && request.call === call),
          verdict: recording.outcomes[call]?.kind,
        }));
        results.push({ story, seen, elapsedMs: recording.elapsedMs, predicted: predictCache(story, origins, engine) });
      }
    }
    return results;
  }
}

/** The observations for each call of a story, and what the core says about it. */
interface Played {
  readonly story: CacheStory;
  readonly seen: readonly { readonly isPreflighted: boolean; readonly verdict: string | undefined }[];
  /** How long the calls took, without their pauses. */
  readonly elapsedMs: number;
  readonly predicted: readonly CachePrediction[];
}

function preflightsDiffer({ predicted, seen }: Played): boolean {
  return predicted.some(({ preflight }, call) => (preflight === "sent") !== seen[call]?.isPreflighted);
}

function verdictsDiffer({ predicted, seen }: Played): boolean {
  return predicted.some(({ verdict }, call) => verdict !== seen[call]?.verdict);
}

function differs(played: Played): boolean {
  return preflightsDiffer(played) || verdictsDiffer(played);
}

/** Stories that wait for seconds are put together. */
function batches(stories: readonly CacheStory[], size: number): CacheStory[][] {
  const waits = ({ play }: CacheStory) => play.calls.some(({ pauseMs }) => pauseMs !== undefined);
  const ordered = [...stories.filter((story) => !waits(story)), ...stories.filter(waits)];
  return [...new Array(Math.ceil(ordered.length / size)).keys()].map((batch) =>
    ordered.slice(batch * size, (batch + 1) * size),
  );
}

function described({ story: { index, play, answers }, predicted, seen }: Played, again: string): string {
  const show = (value: unknown) => inspect(value, { depth: 8, breakLength: 200 });
  return [
    `✗ cache  (${again} --only ${index})  ${play.page}`,
    ...play.calls.flatMap(({ url, method, headers, credentials, pauseMs }, call) => {
      const { preflight, actual } = answers[call] ?? {};
      return [
        `  ${pauseMs === undefined ? "" : `after ${pauseMs} ms: `}${method} ${url} ${headers.map(({ name }) => name).join(" ")} ${credentials}`,
        `    preflight: ${preflight?.status} ${preflight?.lines.map(({ name, value }) => `${name.slice("Access-Control-".length)}: ${value}`).join("; ")}`,
        `    answer: ${actual?.lines[0]?.value}`,
        `    browser ${show(seen[call])}, ours ${show(predicted[call])}`,
      ];
    }),
  ].join("\n");
}
