import type { BlockRun, ChainedRequest } from "./block-runs";

/**
 * The requests of a document that may affect each other: those with the same target, and those of one fetch. Each group is in the order of the
 * text, and requests of other groups don't affect it.
 * @returns by name: the target key of one of its requests.
 */
export function groupsOf(runs: readonly BlockRun[]): ReadonlyMap<string, readonly ChainedRequest[]> {
  const joined = new Map<string, string>();
  /** A union-find structure: follows the names to the one that all keys of the group have. */
  const nameOf = (key: string): string => {
    let name = key;
    for (let next = joined.get(name); next !== undefined; next = joined.get(name)) {
      name = next;
    }
    return name;
  };
  for (const { chain, paired } of runs.flatMap(({ requests }) => requests)) {
    const [name, joining] = [nameOf(chain.requests[0]?.target.key ?? ""), nameOf(paired.target.key)];
    if (name !== joining) {
      joined.set(joining, name);
    }
  }
  const groups = new Map<string, ChainedRequest[]>();
  for (const { requests } of runs) {
    for (const request of requests) {
      const name = nameOf(request.paired.target.key);
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
