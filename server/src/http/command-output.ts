/** Programs that print the whole head of a response, or that a head can't come from, so that it must have been printed beside them. */
const PASSING = new Set(
  "cat tee less more most bat tr dos2unix jq yq json_pp python python3 node xmllint gunzip zcat out-host out-string".split(
    " ",
  ),
);

/**
 * Whether a head below a command may lack lines, because the command's output goes through a program such as `grep` or `head`.
 * @param words the command up to the pipe.
 * @param tail the rest of its line, from the pipe.
 * @param isTranscript whether the head is in a transcript. Programs print transcripts beside their output.
 */
export function mayLackLines(words: string, tail: string, isTranscript: boolean): boolean {
  const isBeside = isTranscript && !tail.startsWith("|&") && !/2>&1|&>|--stderr/.test(words);
  if (!tail.startsWith("|") || tail.startsWith("||") || isBeside) {
    return false;
  }
  const [pipeline = ""] = tail.split(/&&|;|\|\|/, 1);
  return pipeline.split("|").some((command) => {
    const [, name = "", rest = ""] = /^&?\s*(?:sudo\s+)?(?:\S*[\\/])?([\w-]*)(?:\.exe)?(.*)$/s.exec(command) ?? [];
    return name !== "" && !PASSING.has(name.toLowerCase()) && !(name.endsWith("grep") && keepsMarks(rest));
  });
}

/** Whether words of `grep` ask for the marked lines of a transcript: `'^<'`, `"^[<>]"`. */
function keepsMarks(words: string): boolean {
  return /^(?:\s+-\w+)*\s+["']?\^?(?:<|\[[<>*{}]+\])\s?["']?\s*$/.test(words);
}
