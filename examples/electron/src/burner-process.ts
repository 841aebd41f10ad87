// The main process's side of the burner: starts its process, tells whether it is burning, and gives each page a port.
import { join } from 'node:path';
import {
  MessageChannelMain,
  utilityProcess,
  type MessagePortMain,
  type UtilityProcess,
  type WebContents,
} from 'electron';

import type { Busy, FromMain } from './messages.js';

export interface BurnerEvents {
  busy(busy: boolean): void;
  /** It has ended: as it was told to, or because it crashed. */
  gone(code: number): void;
}

export class BurnerProcess {
  readonly #process: UtilityProcess;
  #busy = false;

  /** `disc`: the file of a virtual disc; empty for the drives that are there. */
  constructor(journals: string, disc: string, events: BurnerEvents) {
    const args = disc === '' ? [journals] : [journals, disc];
    const options = { serviceName: 'disc burner' };
    this.#process = utilityProcess.fork(join(__dirname, 'burner.js'), args, options);
    this.#process.on('message', ({ busy }: Busy) => {
      this.#busy = busy;
      events.busy(busy);
    });
    this.#process.on('exit', (code) => {
      this.#busy = false;
      events.gone(code);
    });
  }

  /** Whether to end it now would be a power cut for a disc. */
  get busy(): boolean {
    return this.#busy;
  }

  /** A page has loaded: page and burner talk to each other directly from now on. */
  connect(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#tell('page', [port1]);
    page.postMessage('burner', null, [port2]);
  }

  cancel(): void {
    this.#tell('cancel');
  }

  end(): void {
    this.#tell('end');
  }

  #tell(message: FromMain, ports: MessagePortMain[] = []): void {
    this.#process.postMessage(message, ports);
  }
}
