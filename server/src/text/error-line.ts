/** Turns a sentence that editors also show into an error of the command line: lower case, without the final full stop. */
export function errorLine(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase()).replace(/\.$/, "");
}
