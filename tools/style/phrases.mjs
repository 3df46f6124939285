/**
 * Phrases that are rarely right in English. A blank in `phrase` matches any whitespace and the mark of a comment on the next line.
 * @type {readonly { phrase: string, say: string, matchCase?: boolean }[]} `phrase` is the source of a regular expression, which ignores case
 * unless `matchCase` is true.
 */
export const PHRASES = [
  {
    phrase: String.raw`(?<!\b(?:there|which|that|if|where)['’]?\s)\b(?:is|are|was|were) no\b(?! (?:longer|more|less|fewer|different|better|worse|matter)\b)`,
    say: "isn't, aren't",
  },
  { phrase: String.raw`\b(?:is|are|was|were) none of`, say: "isn't, aren't any of" },
  { phrase: String.raw`\blets? (?:it|them|\w+ )?in\b(?! (?:the|a|an|this|one) )`, say: "allows, accepts" },
  {
    phrase: String.raw`\bstands? (?:above|below|behind|beside|before|between|in|on|at|there|alone|here|by|near|outside|inside)\b`,
    say: "is, appears, comes",
  },
  { phrase: String.raw`\bgives? way\b`, say: "yields to, loses to" },
  { phrase: String.raw`\bby (?:itself|themselves)\b`, say: "on its own, alone; Default:" },
  { phrase: String.raw`\bwhoever\b`, say: "name the actor" },
  { phrase: String.raw`\b(?:nobody|somebody)\b`, say: "name the actor: no tool, no browser, someone" },
  {
    phrase: String.raw`\bbehind (?:it|them|the|a|an|its|their|that|this|each|every)\b(?! (?:proxy|scenes|firewall|load|CDN|gateway))`,
    say: "after",
  },
  {
    phrase: String.raw`\bblanks\b|\ba blank\b(?! (?:line|page|file|cell))|\bblanks? (?:before|after|in front|at|between|around)\b`,
    say: "space, whitespace",
  },
  { phrase: String.raw`\b(?:divided|parted) by\b`, say: "separated by" },
  { phrase: String.raw`\banew\b`, say: "again" },
  { phrase: String.raw`\bBeside (?:that|this)\b`, say: "Also, besides" },
  { phrase: String.raw`\btells? (?:where|which|how|what|whether|that|why)\b`, say: "says, explains, shows" },
  {
    phrase: String.raw`\b(?:says?|said|saying|claimed|told) (?:nothing |anything |something )?of\b(?! course)`,
    say: "say … about",
  },
  { phrase: String.raw`\b(?:is|are) (?:to be )?told\b`, say: "shows, says" },
  {
    phrase: String.raw`(?<=^|[.:;!?*/] |\n\s*|\| )What (?:is|are|was|has|have|does|cannot|can|comes?|goes|follows|belongs|holds|needs|makes|differs|looks|reads)\b(?![^.?!\n|]{0,200}\?)`,
    say: "use a noun",
    matchCase: true,
  },
  {
    phrase: String.raw`(?<=^|[.:;!?*/] |\n\s*|\| )Who (?:is|has|wants|reads|needs|uses|writes|knows)\b(?![^.?!\n|]{0,200}\?)`,
    say: "name the actor",
    matchCase: true,
  },
  { phrase: String.raw`\bthe way of the\b`, say: "name the thing: data flow" },
  { phrase: String.raw`\bdoes as well\b|\bdo as well\b`, say: "works too" },
  { phrase: String.raw`\bcomes? to (?:its|their) end\b|\bcame to (?:its|their) end\b`, say: "ends, finishes" },
  { phrase: String.raw`\bnothing but\b`, say: "only" },
  { phrase: String.raw`\b(?:is|are) of (?:no )?use\b`, say: "helps, is useful" },
  { phrase: String.raw`\bso is\b(?=[.;,])|; so (?:is|are|do|does) \w+`, say: "repeat the verb" },
  { phrase: String.raw`\bthat which\b|\bthose that there\b`, say: "use a noun" },
  { phrase: String.raw`\bthereby\b|\btherein\b|\bwhereof\b|\bhereof\b|\bthereof\b`, say: "say it plainly" },
  { phrase: String.raw`\bdecides? otherwise\b|\bis otherwise\b|\bsays otherwise\b`, say: "differently, disagrees" },
  { phrase: String.raw`\bneeds? not\b`, say: "doesn't need to" },
  { phrase: String.raw`\bbut (?:for )?(?:those|that|one|the one|its|what|him|them)\b`, say: "except, only" },
];
