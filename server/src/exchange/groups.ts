import type { Chain } from "./redirects";
import type { Member, Segment } from "./segments";

/**
 * The requests of a document that may concern each other: those with one target, and those that redirects lead to them from. No other request
 * makes a difference to one, so what is known of a group holds as long as its members stay.
 */
export class Groups {
  readonly #members = new Map<string, readonly Member[]>();
  /** For a target whose group goes by that of another one: the targets of one fetch are one group. */
  readonly #names = new Map<string, string>();

  /** By name. */
  get all(): ReadonlyMap<string, readonly Member[]> {
    return this.#members;
  }

  /**
   * Takes members out, and puts others in. A group that nothing holds together any more stays one, which does no harm. Returns the names of the
   * groups that are no longer what they were.
   */
  change(removed: readonly Segment[], added: readonly Segment[]): ReadonlySet<string> {
    const gone = new Set<Member>();
    const names = new Set<string>();
    for (const { members } of removed) {
      for (const member of members) {
        gone.add(member);
        names.add(this.#nameOf(member.candidate.target.key));
      }
    }
    for (const name of names) {
      this.#set(
        name,
        this.#of(name).filter((member) => !gone.has(member)),
      );
    }
    const members = added.flatMap((segment) => segment.members);
    for (const { chain } of members.filter(isLinked)) {
      this.#link(chain, names);
    }
    const more = new Map<string, Member[]>();
    for (const member of members) {
      const name = this.#nameOf(member.candidate.target.key);
      const others = more.get(name);
      if (others === undefined) {
        more.set(name, [member]);
      } else {
        others.push(member);
      }
    }
    for (const [name, others] of more) {
      names.add(name);
      this.#set(name, inOrder([...this.#of(name), ...others]));
    }
    return names;
  }

  /** Makes the targets of a fetch one group. */
  #link({ candidates }: Chain, names: Set<string>): void {
    const [first = "", ...others] = candidates.map(({ target }) => target.key);
    for (const other of others) {
      const name = this.#nameOf(first);
      const joining = this.#nameOf(other);
      if (joining !== name) {
        this.#set(name, inOrder([...this.#of(name), ...this.#of(joining)]));
        this.#set(joining, []);
        this.#names.set(joining, name);
        names.add(name).add(joining);
      }
    }
  }

  #of(name: string): readonly Member[] {
    return this.#members.get(name) ?? [];
  }

  #set(name: string, members: readonly Member[]): void {
    if (members.length === 0) {
      this.#members.delete(name);
    } else {
      this.#members.set(name, members);
    }
  }

  #nameOf(key: string): string {
    let name = key;
    for (let next = this.#names.get(name); next !== undefined; next = this.#names.get(name)) {
      name = next;
    }
    return name;
  }
}

function isLinked({ chain }: Member): boolean {
  return chain.candidates.length > 1;
}

function inOrder(members: Member[]): readonly Member[] {
  return members.sort((a, b) => a.candidate.request.start - b.candidate.request.start);
}
