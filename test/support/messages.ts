import { PHRASES } from "../../tools/style/phrases.mjs";

/** The most characters of a finding's sentence that aren't quoted values. */
const MAX_LENGTH = 120;
/** What a variable stands for is said in a sentence of its own. */
const REFERENCE = / Here `[^`]*` is `[^`]*`\./g;

const BANNED = PHRASES.map(({ phrase, say, matchCase }) => ({
  pattern: new RegExp(phrase, matchCase ? "" : "i"),
  say,
}));

/** Returns a sentence for each way in which a finding's message breaks docs/style.md; none if it's fine. */
export function faultsOfMessage(message: string): string[] {
  const own = message.replace(REFERENCE, "").replace(/`[^`]*`/g, "``");
  const length = own.replaceAll("``", "").length;
  const sentences = own.match(/[.?!](?= |$)/g)?.length ?? 0;
  return [
    ...(/^[A-Z`].*[^ ]\.$/.test(message) ? [] : ["It isn't a sentence."]),
    ...(length > MAX_LENGTH ? [`It has ${length} characters that aren't quoted.`] : []),
    ...(sentences > 2 ? [`It has ${sentences} sentences.`] : []),
    ...(/ {2}| [.:,]/.test(own) ? ["It has stray spaces."] : []),
    ...BANNED.filter(({ pattern }) => pattern.test(own)).map(({ say }) => `It has a phrase for which to say: ${say}.`),
  ];
}
