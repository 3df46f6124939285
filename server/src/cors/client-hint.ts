import { byteLowercase } from "./byte-case";

/**
 * The client hints that a page may set without a preflight, with their value syntax, and `Intervention`, which isn't a hint. Only Chromium has them: the standard once had them and
 * dropped them. Source: services/network/public/cpp/cors/cors.cc, IsCorsSafelistedHeader. Hints named `Sec-CH-…` are missing because a page
 * can't set them.
 */
const CLIENT_HINTS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["device-memory", isDecimal],
  ["dpr", isDecimal],
  ["downlink", isDecimal],
  ["ect", isEffectiveConnectionType],
  // With any value. Measured in Chromium 156.
  ["intervention", () => true],
  ["rtt", isInteger],
  ["save-data", isOn],
  ["viewport-width", isInteger],
  ["width", isInteger],
]);

/** @param name byte-lowercased. */
export function isClientHintName(name: string): boolean {
  return CLIENT_HINTS.has(name);
}

/** @param name byte-lowercased. */
export function isClientHint(name: string, value: string): boolean {
  return CLIENT_HINTS.get(name)?.(value) ?? false;
}

function isDecimal(value: string): boolean {
  return /^[0-9]+(?:\.[0-9]+)?$/.test(value);
}

function isInteger(value: string): boolean {
  return /^[0-9]+$/.test(value);
}

function isEffectiveConnectionType(value: string): boolean {
  return value === "slow-2g" || value === "2g" || value === "3g" || value === "4g";
}

function isOn(value: string): boolean {
  return byteLowercase(value) === "on";
}
