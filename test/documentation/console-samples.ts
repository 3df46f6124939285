import { Readable } from "node:stream";
import { run } from "../../server/src/cli/run";

const COMMAND = "$ cors-lens ";
const COLUMNS = 80;

/**
 * Fills in what the commands of a Markdown text print: each block of language `console` that starts with `$ cors-lens …`. The commands run in the
 * current folder.
 * @throws Error for a command that can't be run
 */
export async function withOutput(markdown: string): Promise<string> {
  const parts = markdown.split(/(^```console\n[\s\S]*?^```$)/m);
  const filled = parts.map(async (part, i) => {
    const command = i % 2 === 1 ? (part.split("\n")[1] ?? "") : "";
    return command.startsWith(COMMAND)
      ? `\`\`\`console\n${command}\n${(await outputOf(command.slice(COMMAND.length).split(" "))).trimEnd()}\n\`\`\``
      : part;
  });
  return (await Promise.all(filled)).join("");
}

async function outputOf(args: readonly string[]): Promise<string> {
  let output = "";
  const add = (text: string) => {
    output += text;
  };
  const exitCode = await run(args, {
    write: add,
    writeBytes: () => {},
    writeError: add,
    complain: (line) => add(`${line}\n`),
    stdin: Readable.from([]),
    columns: COLUMNS,
    colors: false,
    errorColumns: null,
  });
  if (exitCode === 2) {
    throw new Error(`cors-lens ${args.join(" ")}: ${output}`);
  }
  return output;
}
