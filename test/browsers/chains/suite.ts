import { ConsoleLog } from "../console/console-log";
import { Random } from "../generate/random";
import type { Stage } from "../harness/stage";
import type { Story } from "../harness/story";
import { Tally } from "../report";
import type { Options, Suite, SuiteResult } from "../suite";
import { chainText } from "./chain-text";
import { compareChain, compareChainText } from "./compare";
import { ChainDecisions } from "./decisions";
import { chainStory } from "./generate";
import { predict } from "./predict";

/** With this many chains, every point must have decided a minimum number of times. The rarest decides about 25 times, differently for each seed. */
const FULL_COUNT = 8_000;
const LEAST_PER_DECISION = 8;

/** Random chains of redirects. */
export const redirectChains: Suite = { name: "chains", run };

async function run(stage: Stage, options: Options): Promise<SuiteResult> {
  const { seed, chains, only } = options;
  const { engine, origins } = stage;
  const tally = new Tally("chains", stage, seed);
  const decisions = new ChainDecisions();
  const consoleLog = ConsoleLog.of(stage);
  await stage.play(stories(stage, options), (story, recording) => {
    const prediction = predict(story, origins, engine);
    decisions.count(prediction);
    tally.add(story, recording, compareChain(recording, prediction));
    const { text, style } = chainText(story, recording, origins, new Random(~seed, story.id));
    tally.add(story, recording, compareChainText(text, style, recording, engine));
    consoleLog?.expect(story, recording, text, style.carrier);
  });
  await consoleLog?.compare(tally);
  return {
    measured: tally.measured(),
    shortcomings: only === null && chains >= FULL_COUNT ? decisions.rare(LEAST_PER_DECISION) : [],
    details: [tally.details(), ...(only === null ? [decisions.table()] : [])].join("\n"),
  };
}

function* stories({ origins }: Stage, { seed, chains, only }: Options): Iterable<Story> {
  if (only !== null) {
    yield chainStory(seed, only, origins);
    return;
  }
  for (let index = 0; index < chains; index++) {
    yield chainStory(seed, index, origins);
  }
}
