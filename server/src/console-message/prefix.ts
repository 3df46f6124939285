/** Longer than what consoles and logs put before a message. */
const MAX_PREFIX = 300;

/**
 * Something that people copy along before a message: a level or a log's heading in brackets, the place in a script, a time, a number of repetitions, a
 * symbol, or who reports it.
 */
const PREFIX = new RegExp(
  [
    String.raw`\[[^\]\r\n]{0,120}\]:?[ \t]*`,
    String.raw`\d{4}-\d\d-\d\dT?[ \t]*`,
    String.raw`\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,6})?)?Z?(?:[ \t]*[AP]M)?[ \t]+`,
    String.raw`\S{0,200}:\d{1,7}(?::\d{1,7})?:?(?:[ \t]+|$)`,
    String.raw`https?://\S{1,250}[ \t]+`,
    String.raw`\d{1,5}[ \t]+`,
    String.raw`(?:Uncaught|Unhandled)(?:[ \t]+\(in promise\)| Promise Rejection)?:?[ \t]+(?:Error: )?`,
    String.raw`(?:\[?JavaScript )?(?:[Ee]rror|ERROR|[Ww]arn(?:ing)?|WARN(?:ING)?|INFO|SEVERE|CONSOLE(?: MESSAGE)?|CONSOLE ERROR|[Cc]onsole(?:\.\w+)?|[Bb]rowser|Chrom(?:e|ium)|Edge|Firefox|Safari|WebKit)(?:[ \t]*:|[ \t]+)[ \t]*`,
    String.raw`line \d+:[ \t]*`,
    String.raw`(?:[-*•#>|×✖✗✘❌⛔⚠⊗▶►▸"'“”‘${"`"}]|//|\u{1F6AB}|\u{1F534}|\uFE0F)+[ \t]*`,
    String.raw`[ \t]+`,
  ].join("|"),
  "uy",
);

/** The offsets, in order, at which a message may start in the line from `from` to `to`: after each of its prefixes. */
export function* messageStarts(text: string, from: number, to: number): Generator<number> {
  const end = Math.min(to, from + MAX_PREFIX);
  const head = text.slice(from, end);
  let at = 0;
  yield from;
  for (;;) {
    PREFIX.lastIndex = at;
    const length = PREFIX.exec(head)?.[0].length ?? 0;
    if (length === 0) {
      return;
    }
    at += length;
    yield from + at;
  }
}
