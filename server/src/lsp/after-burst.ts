/** How long it must be quiet, in milliseconds. */
const QUIET = 50;
/** The longest wait in a burst that doesn't end. */
const LONGEST = 1_000;

/** Returns a function that runs a task once for many calls in quick succession, a moment after the last one. */
export function afterBurst(task: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | null = null;
  return () => {
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        since = null;
        task();
      },
      Math.max(0, Math.min(QUIET, since + LONGEST - Date.now())),
    );
  };
}
