/** Every platform has these functions, but only platform-specific type libraries declare them. */
declare function setTimeout(run: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number | undefined): void;
