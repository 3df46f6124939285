import { table } from "../../server/src/explain/markdown";
import type { PeerCheck } from "./check";
import { MESSAGES } from "./messages";
import { PERMISSION } from "./permission";
import { SECURITY } from "./security";

const SECTIONS = [
  ["Permission", PERMISSION],
  ["Requests, responses and redirects", MESSAGES],
  ["Security", SECURITY],
] as const;

export const PEER_CHECKS: readonly PeerCheck[] = SECTIONS.flatMap(([, checks]) => checks);

/** Returns the page about the checks of other tools, in Markdown. */
export function peersPage(): string {
  return [
    "# What other tools check",
    "Linters, scanners, browsers, HTTP clients and web pages check CORS too. This page lists their checks, and what CORS Lens says. Each finding and verdict is shown by an exchange in `test/peers`, from which this page is generated (`npm run generate`).",
    ...SECTIONS.flatMap(([title, checks]) => [`## ${title}`, table(["check", "tools", "CORS Lens"], checks.map(row))]),
  ]
    .join("\n\n")
    .concat("\n");
}

function row({ check, peers, answer }: PeerCheck): string[] {
  return [check, peers.join(", "), answerWords(answer)];
}

function answerWords(answer: PeerCheck["answer"]): string {
  if ("rule" in answer) {
    return `[${answer.rule}](rules/${answer.rule}.md)`;
  }
  return "verdict" in answer ? `Verdict: ${answer.words}.` : `None. ${answer.none}`;
}
