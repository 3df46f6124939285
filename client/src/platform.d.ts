// Globals of every extension host that this folder uses.
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (encoding: string) => { decode(bytes: Uint8Array): string };
