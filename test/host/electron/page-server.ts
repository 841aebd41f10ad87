import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get, request } from 'node:http';
import { createInterface } from 'node:readline';

import { windowsPath } from '../late-bound/wine';

/** serve-page.ts in Windows' node.exe, from here. */
export class PageServer {
  private constructor(
    readonly address: string,
    private readonly program: ChildProcess,
  ) {}

  static async start(folder: string): Promise<PageServer> {
    const script = ['scripts/win.js', 'build/test/host/electron/serve-page.js'];
    const program = spawn(process.execPath, [...script, windowsPath(folder)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    program.stderr.on('data', (part: Buffer) => (output += part.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      program.stdout.on('data', (part: Buffer) => {
        output += part.toString();
        const line = /^(\d+)\r?\n/m.exec(output)?.[1];
        if (line !== undefined) resolve(line);
      });
      program.once('exit', () => reject(new Error(`The page's server ended: ${output}`)));
    });
    return new PageServer(`http://127.0.0.1:${port}`, program);
  }

  ask(message: unknown): Promise<void> {
    return this.post('request', JSON.stringify(message));
  }

  /** All answers, in their order; resolves once they are being listened to. */
  async onReply(listener: (reply: unknown) => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const stream = get(`${this.address}/replies`, (response) => {
        resolve();
        // It is cut off when the server ends.
        createInterface(response)
          .on('line', (line) => listener(JSON.parse(line)))
          .on('error', () => undefined);
        response.on('error', () => undefined);
      });
      stream.once('error', reject);
    });
  }

  async end(): Promise<void> {
    const ended = once(this.program, 'exit');
    await this.post('end', '');
    await ended;
  }

  private async post(name: string, body: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const sent = request(`${this.address}/${name}`, { method: 'POST' }, (response) => {
        response.resume();
        response.once('end', resolve);
        response.once('error', reject);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}
