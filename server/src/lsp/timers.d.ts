/** What every platform that the server runs on has, and no library of types without a platform declares. */
declare function setTimeout(run: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number | undefined): void;
