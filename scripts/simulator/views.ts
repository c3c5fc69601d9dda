import { randomBytes } from 'node:crypto';
import { newId } from './directory.ts';
import { stateOf, type ViewState, withTyped } from './inputs.ts';
import type { Blocks } from './messages.ts';

interface Text {
  type: string;
  text: string;
}

/** A view as the app sends it. */
export interface GivenView {
  type: 'home' | 'modal';
  blocks: Blocks;
  title?: Text;
  submit?: Text;
  close?: Text;
  callback_id?: string;
  external_id?: string;
  private_metadata?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
  submit_disabled?: boolean;
}

export interface StoredView {
  id: string;
  user: string;
  rootId: string;
  previousId: string | null;
  hash: string;
  given: GivenView;
  /** with the ids that Slack makes up where there are none */
  blocks: Blocks;
  state: ViewState;
  errors: Record<string, string>;
}

const DEEPEST = 3;

/** Each person's Home and stacks of modals. A person with two devices may have two stacks. */
export class Views {
  readonly #homes = new Map<string, StoredView>();
  readonly #stacks = new Map<string, StoredView[][]>();
  /** every Home and open modal */
  readonly #byId = new Map<string, StoredView>();

  home(user: string): StoredView | undefined {
    return this.#homes.get(user);
  }

  /** The open modals of a person, the topmost last. */
  modals(user: string): StoredView[] {
    return (this.#stacks.get(user) ?? []).flat();
  }

  find(id: string): StoredView | undefined {
    return this.#byId.get(id);
  }

  byExternalId(externalId: string): StoredView | undefined {
    if (externalId === '') return undefined;
    return [...this.#byId.values()].find(view => view.given.external_id === externalId);
  }

  publish(user: string, given: GivenView): StoredView {
    const old = this.#homes.get(user);
    if (old) return this.replace(old, given);
    const view = newView(user, given);
    this.#homes.set(user, view);
    this.#byId.set(view.id, view);
    return view;
  }

  homes(): StoredView[] {
    return [...this.#homes.values()];
  }

  restoreHome(view: StoredView): void {
    this.#homes.set(view.user, view);
    this.#byId.set(view.id, view);
  }

  /** Starts a stack of its own. */
  open(user: string, given: GivenView): StoredView {
    const view = newView(user, given);
    this.#stacks.set(user, [...(this.#stacks.get(user) ?? []), [view]]);
    this.#byId.set(view.id, view);
    return view;
  }

  /** On top of the stack that `below` stands in; nothing when that has three views. */
  push(below: StoredView, given: GivenView): StoredView | undefined {
    const stack = this.stackOf(below);
    const top = stack?.at(-1);
    if (!stack || !top || stack.length >= DEEPEST) return undefined;
    const view = { ...newView(below.user, given), rootId: top.rootId, previousId: top.id };
    stack.push(view);
    this.#byId.set(view.id, view);
    return view;
  }

  /** New content for an open view. What was typed stays where an input's block and action id do. */
  replace(view: StoredView, given: GivenView): StoredView {
    view.given = given;
    view.blocks = withIds(given.blocks);
    view.state = stateOf(view.blocks, view.state);
    view.errors = {};
    view.hash = newHash();
    return view;
  }

  type(view: StoredView, typed: ViewState): void {
    view.state = withTyped(view.blocks, view.state, typed);
  }

  stackOf(view: StoredView): StoredView[] | undefined {
    return (this.#stacks.get(view.user) ?? []).find(stack => stack.includes(view));
  }

  /** Closes the view and what stands on it; `whole`: its stack. Gives what was closed, the topmost first. */
  close(view: StoredView, whole = false): StoredView[] {
    const stack = this.stackOf(view);
    if (!stack) return [];
    const closed = stack.splice(whole ? 0 : stack.indexOf(view)).reverse();
    for (const each of closed) this.#byId.delete(each.id);
    const others = (this.#stacks.get(view.user) ?? []).filter(other => other.length > 0);
    this.#stacks.set(view.user, others);
    return closed;
  }

  /** Closes everything that a person has open. */
  closeAll(user: string): StoredView[] {
    return [...(this.#stacks.get(user) ?? [])].reverse().flatMap(([root]) => (root ? this.close(root, true) : []));
  }
}

function newView(user: string, given: GivenView): StoredView {
  const id = newId('V');
  const blocks = withIds(given.blocks);
  return { id, user, rootId: id, previousId: null, hash: newHash(), given, blocks, state: stateOf(blocks), errors: {} };
}

const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
const randomKey = (): string => randomBytes(4).toString('base64url').slice(0, 5);

/** A copy in which every block has a `block_id` and every element that can be used an `action_id`. */
export function withIds(blocks: Blocks): Blocks {
  return structuredClone(blocks).map(block => {
    const listed = block.type === 'actions' || block.type === 'context_actions' ? block.elements : block.actions;
    const elements = [block.element, block.accessory, ...(Array.isArray(listed) ? (listed as unknown[]) : [])];
    for (const element of elements as (Record<string, unknown> | undefined)[])
      if (element && element.type !== 'image') element.action_id ??= randomKey();
    const children = block.child_blocks as Blocks | undefined;
    const cards = block.type === 'carousel' ? { elements: withIds(block.elements as Blocks) } : {};
    return {
      ...block,
      block_id: block.block_id ?? randomKey(),
      ...(children ? { child_blocks: withIds(children) } : {}),
      ...cards,
    };
  });
}
