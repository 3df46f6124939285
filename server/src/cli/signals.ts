import { setImmediate } from "node:timers/promises";

const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a function to its end, even if the process gets a signal to end meanwhile. The signal then has its usual effect.
 * @param act synchronous: no listener can run before it returns.
 */
export async function withoutInterruption(act: () => void): Promise<void> {
  const received: NodeJS.Signals[] = [];
  const note = (signal: NodeJS.Signals) => void received.push(signal);
  for (const signal of ENDING) {
    process.on(signal, note);
  }
  try {
    act();
  } finally {
    // The first callback may come in the same turn of the event loop. Before the second one, it has delivered a signal that came meanwhile.
    await setImmediate();
    await setImmediate();
    for (const signal of ENDING) {
      process.off(signal, note);
    }
    for (const signal of received) {
      process.kill(process.pid, signal);
    }
  }
}
