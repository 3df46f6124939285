import type { BlockRun, ChainedRequest } from "./block-runs";

/**
 * The requests of a document that may affect each other: those with the same target, and those of one fetch. Each group is in the order of the
 * text, and requests of other groups don't affect it.
 * @returns by name: the target key of one of its requests.
 */
export function groupsOf(runs: readonly BlockRun[]): ReadonlyMap<string, readonly ChainedRequest[]> {
  const names = new GroupNames();
  const groups = new Map<string, ChainedRequest[]>();
  for (const { requests } of runs) {
    for (const { chain } of requests) {
      if (chain.requests.length > 1) {
        names.join(chain.requests.map(({ target }) => target.key));
      }
    }
  }
  for (const { requests } of runs) {
    for (const request of requests) {
      const name = names.of(request.paired.target.key);
      const group = groups.get(name);
      if (group === undefined) {
        groups.set(name, [request]);
      } else {
        group.push(request);
      }
    }
  }
  return groups;
}

/** Which target keys belong to the same group: a union-find structure. */
class GroupNames {
  readonly #joined = new Map<string, string>();

  join([first, ...others]: readonly string[]): void {
    for (const other of others) {
      const [name, joining] = [this.of(first ?? ""), this.of(other)];
      if (name !== joining) {
        this.#joined.set(joining, name);
      }
    }
  }

  of(key: string): string {
    let name = key;
    for (let next = this.#joined.get(name); next !== undefined; next = this.#joined.get(name)) {
      name = next;
    }
    return name;
  }
}
