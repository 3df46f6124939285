import type { HeaderLine, RawResponse } from "../harness/story";
import type { Random } from "./random";
import { anyCase } from "./spelling";
import { withOddLine } from "./wire";

/** A response being built: for each CORS header the values of its lines. */
export interface Answer {
  status: number;
  allowOrigin: readonly string[];
  allowCredentials: readonly string[];
  allowMethods: readonly string[];
  allowHeaders: readonly string[];
  exposeHeaders: readonly string[];
  others: readonly HeaderLine[];
  /** Whether one line is written as no server should write it. */
  hasOddLine: boolean;
}

/** The header lines of an answer, with names in any case and in any order. Lines of the same name keep their order. */
export function responseOf(answer: Answer, random: Random): RawResponse {
  const groups: HeaderLine[][] = [
    lines("Access-Control-Allow-Origin", answer.allowOrigin),
    lines("Access-Control-Allow-Credentials", answer.allowCredentials),
    lines("Access-Control-Allow-Methods", answer.allowMethods),
    lines("Access-Control-Allow-Headers", answer.allowHeaders),
    lines("Access-Control-Expose-Headers", answer.exposeHeaders),
    ...answer.others.map((line) => [line]),
  ];
  const inOrder = random.chance(0.3) ? random.shuffled(groups) : groups;
  const lined = inOrder.flat().map(({ name, value }) => ({ name: anyCase(name, random), value }));
  return { status: answer.status, lines: answer.hasOddLine ? withOddLine(lined, random) : lined };
}

function lines(name: string, values: readonly string[]): HeaderLine[] {
  return values.map((value) => ({ name, value }));
}
