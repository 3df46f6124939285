/**
 * Breaks what the log of a CI system would read as a command: `##vso[…]` and `##[…]` (Azure Pipelines, GitHub Actions) and `##teamcity[…]`
 * anywhere, and at the start of a line `::…` (GitHub Actions), and `--- …`, `+++ …`, `~~~ …` and `^^^ …` (Buildkite). A space shows where.
 */
export function inert(text: string): string {
  return text.replace(HASHES, "# #").replace(COLONS, "$1: :").replace(GROUPS, " $&");
}

/** The offsets before which `inert` puts a space after the first `#` of a command. */
export function commandsIn(text: string): number[] {
  return Array.from(text.matchAll(HASHES), ({ index }) => index + 1);
}

const HASHES = /##(?=\w*\[)/g;
const COLONS = /^([^\S\r\n\u2028\u2029]*)::/gm;
const GROUPS = /^(?:---|\+\+\+|~~~|\^\^\^)(?=[^\S\r\n\u2028\u2029])/gm;
