import type { Random } from "./random";
import { mixedCase, withAnyByte } from "./spelling";

/** Numbers at the limits of some integer sizes. */
const NUMBERS = [
  "0",
  "1",
  "5",
  "499",
  "2147483647",
  "2147483648",
  "4294967295",
  "4294967296",
  "9007199254740993",
  "9223372036854775806",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551614",
  "18446744073709551615",
  "18446744073709551616",
  "99999999999999999999999999",
  "00000000000000000000000000000007",
] as const;

/** A value of Range: one that a media element may send, or one that looks similar. */
export function range(random: Random): string {
  const first = random.pick(NUMBERS);
  const last = random.pick(NUMBERS);
  const value = random.pick([`bytes=${first}-`, `bytes=${first}-${last}`, "bytes=0-499", "bytes=500-999"]);
  return random.weighted<() => string>([
    [6, () => value],
    [3, () => value.replace("bytes", mixedCase("bytes", random))],
    [3, () => withAnyByte(value, random)],
    [
      6,
      () =>
        random.pick([
          "",
          "bytes",
          "bytes=",
          "bytes=-",
          "bytes=-500",
          `bytes=-${last}`,
          "bytes=5-4",
          "bytes=4-4",
          "bytes= 0-1",
          "bytes =0-1",
          "bytes=0 -1",
          "bytes=0- 1",
          "bytes=0-1,2-3",
          "bytes=0-1,",
          "byte=0-1",
          "items=0-1",
          "bytes=0x0-1",
          "bytes=+0-1",
          "bytes=a-b",
          "bytes:0-1",
          "0-1",
          `bytes=${"0".repeat(120)}1-`,
          `bytes=${"0".repeat(121)}1-`,
          `bytes=${"0".repeat(122)}1-`,
          `bytes=1-${"9".repeat(120)}`,
        ]),
    ],
  ])();
}
