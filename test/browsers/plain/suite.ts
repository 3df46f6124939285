import { type CoreAnswer, compareCore, coreAnswer } from "../compare/core";
import type { Comparison } from "../compare/difference";
import { observed } from "../compare/observed";
import { compareText, mayBeReadOtherwise } from "../compare/text";
import { compareWrittenPreflight } from "../compare/written-preflight";
import { ConsoleLog } from "../console/console-log";
import { plainExchange } from "../generate/exchange";
import { Random } from "../generate/random";
import type { Stage } from "../harness/stage";
import type { Recording, Story } from "../harness/story";
import { Tally } from "../report";
import type { Options, Suite, SuiteResult } from "../suite";
import { isWritable, storyText } from "../text/story-text";
import { anyStyle, type Style } from "../text/style";
import { Decisions } from "./decisions";

/** With this many exchanges, every decision point must have decided a minimum number of times. */
const FULL_COUNT = 20_000;
const LEAST_PER_DECISION = 30;

/** Random plain exchanges, one hop each. */
export const plainExchanges: Suite = { name: "plain", run };

async function run(stage: Stage, options: Options): Promise<SuiteResult> {
  const { seed, count, only } = options;
  const tally = new Tally("plain", stage, seed);
  const decisions = new Decisions(stage.engine, stage.origins);
  const log = ConsoleLog.of(stage);
  await stage.play(stories(stage, options), (story, recording) => {
    const answer = coreAnswer(story, stage.origins, stage.engine);
    decisions.count(story, answer);
    for (const comparison of comparisons(story, recording, answer)) {
      tally.add(story, recording, comparison);
    }
  });
  await log?.compare(tally);
  return {
    measured: tally.measured(),
    shortcomings: only === null && count >= FULL_COUNT ? decisions.rare(LEAST_PER_DECISION) : [],
    details: [tally.details(), ...(only === null ? [decisions.table()] : [])].join("\n"),
  };

  function* comparisons(story: Story, recording: Recording, answer: CoreAnswer): Iterable<Comparison> {
    const { engine, origins } = stage;
    const seen = observed(recording);
    yield compareCore(seen, answer);
    if (seen.verdict === "refused" || !isWritable(story)) {
      return;
    }
    const random = new Random(~seed, story.id);
    const style = styleFor(story, random, stage);
    const text = storyText(story, recording, origins, style, random);
    yield compareText(text, style, story, seen, engine);
    log?.expect(story, recording, text, style.carrier);
    if (seen.verdict !== "not-cors" && !mayBeReadOtherwise(story) && random.chance(0.3)) {
      const alone: Style = { ...style, carrier: "http", preflight: false, variables: false, noise: false };
      const request = storyText(story, recording, origins, alone, random);
      yield compareWrittenPreflight(request, story, recording, engine);
    }
  }
}

/**
 * `Host` and a path don't distinguish a request to the page's own server from one to a server with another scheme. And the case of a name
 * matters in one place: an empty line of a repeated Access-Control-Allow-Origin in Firefox.
 */
function styleFor(story: Story, random: Random, { origins }: Stage): Style {
  const style = anyStyle(random);
  const isOwn = story.page === "tuple" && story.call.url.startsWith(`${origins.own}/`);
  const [{ preflight, actual }] = story.hops;
  const hasEmptyLine = [...preflight.lines, ...actual.lines].some(({ value }) => value.trim() === "");
  return {
    ...style,
    target: isOwn ? "absolute" : style.target,
    nameCase: hasEmptyLine ? "as it is" : style.nameCase,
  };
}

function* stories({ origins }: Stage, { seed, count, only }: Options): Iterable<Story> {
  if (only !== null) {
    yield plainExchange(seed, only, origins);
    return;
  }
  for (let index = 0; index < count; index++) {
    yield plainExchange(seed, index, origins);
  }
}
