import type { CallOutcome, PageResult, PageTask } from "./protocol";

/**
 * The page that makes the calls. It requests tasks from its server and posts their results back. It passes tasks for an opaque origin to a
 * sandboxed frame, which runs the same script.
 */

/** Enough concurrent calls to keep every connection busy: a browser opens six to a server. */
const MAX_CALLS_AT_ONCE = 24;

let free = MAX_CALLS_AT_ONCE;
const waiting: (() => void)[] = [];

async function slot(): Promise<void> {
  if (free > 0) {
    free--;
    return;
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function release(): void {
  const next = waiting.shift();
  if (next === undefined) {
    free++;
  } else {
    next();
  }
}

/** @param announce tells the server that a task's next call starts. */
async function perform(
  { id, calls }: PageTask,
  announce: (id: number, call: number) => Promise<void>,
): Promise<PageResult> {
  const outcomes: CallOutcome[] = [];
  const start = performance.now();
  let pausedMs = 0;
  for (const [index, call] of calls.entries()) {
    if (call.pauseMs !== undefined && call.pauseMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, call.pauseMs));
      pausedMs += call.pauseMs;
    }
    await slot();
    try {
      if (index > 0) {
        await announce(id, index);
      }
      outcomes.push(await outcomeOf(call));
    } finally {
      release();
    }
  }
  return { id, outcomes, elapsedMs: performance.now() - start - pausedMs };
}

function outcomeOf(call: PageTask["calls"][number]): Promise<CallOutcome> {
  return call.api === "XMLHttpRequest" ? outcomeOfXhr(call) : outcomeOfFetch(call);
}

async function outcomeOfFetch({
  url,
  method,
  headers,
  headersAs,
  credentials,
  body,
  cache,
  mode,
}: PageTask["calls"][number]): Promise<CallOutcome> {
  let request: Request;
  try {
    const pairs = headers.map(({ name, value }): [string, string] => [name, value]);
    request = new Request(url, {
      method,
      headers: headersAs === "pairs" ? pairs : new Headers(pairs),
      credentials,
      body,
      ...(cache === undefined ? {} : { cache: cache as RequestCache }),
      ...(mode === undefined ? {} : { mode: mode as RequestMode }),
    });
  } catch (error) {
    return { kind: "refused", error: String(error) };
  }
  try {
    const response = await fetch(request);
    // Once the body is read, the connection is free for the next call.
    await response.text().catch(() => "");
    const headerNames = [...new Set(response.headers.keys())].sort();
    return { kind: "allowed", status: response.status, type: response.type, headerNames };
  } catch (error) {
    return { kind: "blocked", error: String(error) };
  }
}

function outcomeOfXhr({ url, method, headers, credentials, body }: PageTask["calls"][number]): Promise<CallOutcome> {
  const xhr = new XMLHttpRequest();
  return new Promise((resolve) => {
    xhr.addEventListener("load", () => resolve({ kind: "allowed", status: xhr.status, type: "cors", headerNames: [] }));
    xhr.addEventListener("error", () => resolve({ kind: "blocked", error: "error" }));
    try {
      xhr.open(method, url);
      xhr.withCredentials = credentials === "include";
      for (const { name, value } of headers) {
        xhr.setRequestHeader(name, value);
      }
      xhr.send(body);
    } catch (error) {
      resolve({ kind: "refused", error: String(error) });
    }
  });
}

/** The frame's side. The parent sends tasks as messages, since its server has another origin than the frame. */
function runInFrame(): void {
  const announced = new Map<number, () => void>();
  const announce = (id: number, call: number) =>
    new Promise<void>((resolve) => {
      announced.set(id, resolve);
      parent.postMessage({ announce: id, call }, "*");
    });
  addEventListener("message", ({ data }) => {
    if (data.announced !== undefined) {
      announced.get(data.announced)?.();
    } else {
      perform(data as PageTask, announce).then((result) => parent.postMessage({ result }, "*"));
    }
  });
  parent.postMessage({ ready: true }, "*");
}

async function announceToServer(id: number, call: number): Promise<void> {
  await fetch(`/call/${id}/${call}`, { method: "POST" });
}

/** @returns a function that runs a task in a frame with an opaque origin. */
function openFrame(): Promise<(task: PageTask) => Promise<PageResult>> {
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.src = "/frame";
  const results = new Map<number, (result: PageResult) => void>();
  return new Promise((ready) => {
    addEventListener("message", async ({ data }) => {
      if (data.ready) {
        ready(
          (task) =>
            new Promise((resolve) => {
              results.set(task.id, resolve);
              frame.contentWindow?.postMessage(task, "*");
            }),
        );
      } else if (data.announce !== undefined) {
        await announceToServer(data.announce, data.call);
        frame.contentWindow?.postMessage({ announced: data.announce }, "*");
      } else {
        results.get(data.result.id)?.(data.result);
        results.delete(data.result.id);
      }
    });
    document.body.append(frame);
  });
}

async function runInPage(): Promise<void> {
  const performInFrame = await openFrame();
  let results: readonly PageResult[] = [];
  for (;;) {
    const response = await fetch("/tasks", { method: "POST", body: JSON.stringify(results) });
    const tasks = (await response.json()) as PageTask[];
    results = await Promise.all(
      tasks.map((task) => (task.opaque ? performInFrame(task) : perform(task, announceToServer))),
    );
  }
}

if (location.pathname === "/frame") {
  runInFrame();
} else {
  runInPage();
}
