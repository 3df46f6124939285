import { type HarLog, HarReader } from "../../../server/src/har/reader";

/** The fields of a message as a HAR lists them. */
export function fields(values: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** A HAR as an exporter writes it, indented. */
export function har(creator: string, entries: readonly unknown[]): string {
  return JSON.stringify(
    { log: { version: "1.2", creator: { name: creator, version: "1" }, pages: [], entries } },
    null,
    2,
  );
}

/** A time of day, so many milliseconds after noon. */
export function at(milliseconds: number): string {
  return new Date(Date.UTC(2026, 10, 30, 12) + milliseconds).toISOString();
}

/** @param length of the chunks; the whole text is one by default. */
export function readHar(text: string, length = text.length): HarLog {
  const reader = new HarReader();
  for (let i = 0; i < text.length; i += length) {
    reader.write(text.slice(i, i + length));
  }
  return reader.end();
}
