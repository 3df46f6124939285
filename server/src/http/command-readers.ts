import type { CommandReader } from "./command-reader";
import type { CommandStart } from "./command-start";
import { ScriptReader } from "./script-reader";
import { ShellReader } from "./shell-words";

/**
 * A reader for the lines of a command.
 * @param end the end of its first line.
 */
export function readerOfCommand(text: string, { tool, at }: CommandStart, end: number): CommandReader {
  return tool === "fetch" ? new ScriptReader(text) : new ShellReader(text, at, end);
}
