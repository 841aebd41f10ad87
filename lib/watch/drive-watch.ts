import { Owned } from '../handles/owned.js';
import type { ProviderHandle, WatchHandle } from '../native/binding.js';
import type { DriveEvent } from './drive-event.js';
import type { EventQueue } from './event-queue.js';
import { MediaPoll } from './media-poll.js';

/** The one watch over an Imapi's drives, however many look at it. It runs while somebody does. */
export class DriveWatch {
  readonly #provider: Owned<ProviderHandle>;
  readonly #queues = new Set<EventQueue>();
  #round: Round | null = null;

  constructor(provider: Owned<ProviderHandle>) {
    this.#provider = provider;
    provider.onClose(() => {
      for (const queue of this.#queues) void this.leave(queue);
    });
  }

  join(queue: EventQueue): void {
    this.#provider.use();
    this.#queues.add(queue);
    this.#round ??= this.#begin();
  }

  /** Resolves when nothing is left that nobody looks at. */
  async leave(queue: EventQueue): Promise<void> {
    queue.end();
    if (!this.#queues.delete(queue) || this.#queues.size > 0) return;
    const round = this.#round;
    this.#round = null;
    await round?.stop();
  }

  #begin(): Round {
    const round = new Round(this.#provider, (event) => {
      for (const queue of this.#queues) queue.push(event);
    });
    round.started.catch((failure: unknown) => {
      if (this.#round !== round) return;
      this.#round = null;
      for (const queue of this.#queues) queue.fail(failure);
      this.#queues.clear();
      void round.stop();
    });
    return round;
  }
}

/** From the first watcher to the last. */
class Round {
  /** Rejects where the drives can't be watched. */
  readonly started: Promise<void>;
  readonly #provider: Owned<ProviderHandle>;
  readonly #tell: (event: DriveEvent) => void;
  readonly #polls = new Map<string, MediaPoll>();
  /** Of drives that have gone. */
  readonly #ending = new Set<Promise<void>>();
  #events: Owned<WatchHandle> | null = null;
  #stopped = false;

  constructor(provider: Owned<ProviderHandle>, tell: (event: DriveEvent) => void) {
    this.#provider = provider;
    this.#tell = tell;
    this.started = this.#start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const polls = [...this.#polls.values()];
    this.#polls.clear();
    await Promise.all([this.#closeEvents(), ...polls.map((poll) => poll.stop()), ...this.#ending]);
    // What it was about to subscribe to, it gives up by itself.
    await this.#provider.waitAWhile(this.started);
  }

  /**
   * Listed before and after the events were subscribed to, so that no drive slips through between. No drive's answer is
   * waited for: one that is busy, or hangs, keeps nobody from hearing of the others.
   */
  async #start(): Promise<void> {
    const { binding } = this.#provider;
    const before = await binding.recorders(this.#provider.use());
    for (const { id } of before) void this.#poll(id);
    const handle = await binding.watchDrives(this.#provider.use(), (added, id) => {
      if (added) void this.#add(id);
      else void this.#remove(id);
    });
    this.#events = new Owned(binding, handle, 'watch', this.#provider);
    if (this.#stopped) {
      await this.#closeEvents();
      return;
    }
    const now = new Set((await binding.recorders(this.#provider.use())).map(({ id }) => id));
    for (const id of now) void this.#add(id);
    for (const id of [...this.#polls.keys()]) if (!now.has(id)) void this.#remove(id);
  }

  async #add(id: string): Promise<void> {
    // Told by the event and by the list as well.
    if (this.#stopped || this.#polls.has(id)) return;
    this.#tell({ type: 'drive-added', id });
    await this.#poll(id);
  }

  async #remove(id: string): Promise<void> {
    const poll = this.#polls.get(id);
    if (this.#stopped || poll === undefined) return;
    this.#polls.delete(id);
    this.#tell({ type: 'drive-removed', id });
    const ended = poll.stop();
    this.#ending.add(ended);
    await ended;
    this.#ending.delete(ended);
  }

  /** Nobody could do anything about its failure. */
  async #closeEvents(): Promise<void> {
    await this.#events?.close().catch(() => undefined);
  }

  async #poll(id: string): Promise<void> {
    if (this.#stopped) return;
    const poll = new MediaPoll(this.#provider, id, (present) => {
      this.#tell({ type: present ? 'media-inserted' : 'media-removed', id });
    });
    this.#polls.set(id, poll);
    await poll.ask();
  }
}
