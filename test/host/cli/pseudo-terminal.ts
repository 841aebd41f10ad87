import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(join(process.cwd(), 'scripts', 'toolchain', 'x.js'));
const { windowsNode } = load('./windows-node.js') as { windowsNode: () => string };
const { wineEnvironment } = load('./wine-prefix.js') as {
  wineEnvironment: (more: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
};

const main = join(process.env['IMAPI2_PACKAGE'] ?? process.cwd(), 'dist', 'cli', 'main.js');

/** Why no program of Windows can be given a terminal here; null where one can. */
export function whyNoTerminal(): string | null {
  if (process.platform === 'win32') return 'a console of Windows cannot be typed into from here';
  if (spawnSync('script', ['--version']).error) return 'there is no script(1) to make a terminal';
  return existsSync('.wine') ? null : 'there is no Wine prefix to run it in';
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Cursor movements, colours and modes. */
// eslint-disable-next-line no-control-regex -- control characters are what it takes out
const controls = /\u001b(?:\[[\d;?]*[A-Za-z]|[78])|\r/g;

/**
 * The command line at a terminal: util-linux' script(1) makes a Unix pseudo-terminal, and Wine shows on it the console that
 * it gives to node.exe. What is typed and shown goes through a real console, and process.stdin and stdout are its own.
 */
export class PseudoTerminal {
  /** The exit code of the command line. */
  readonly ended: Promise<number | null>;
  readonly #script: ChildProcess;
  #sent = '';
  #look: () => void = () => undefined;

  constructor(...args: readonly string[]) {
    const command = ['wine', windowsNode(), main, ...args].map(quoted).join(' ');
    // A pseudo-terminal has no size until it is given one.
    const sized = `stty rows 40 cols 100; exec ${command}`;
    this.#script = spawn('script', ['-qefc', sized, '/dev/null'], {
      env: wineEnvironment({ SHELL: '/bin/sh' }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#script.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#sent += text;
      this.#look();
    });
    this.ended = new Promise((resolve) => this.#script.once('close', resolve));
  }

  /** What came, as it came, without what only moves the cursor. */
  get text(): string {
    return this.#sent.replaceAll(controls, '');
  }

  /** Resolves once this has been shown; rejects where the program ends before. */
  async shows(text: string): Promise<void> {
    const shown = new Promise<true>((resolve) => {
      this.#look = () => {
        if (this.text.includes(text)) resolve(true);
      };
      this.#look();
    });
    if ((await Promise.race([shown, this.ended])) !== true && !this.text.includes(text))
      throw new Error(`it ended without "${text}":\n${this.text}`);
  }

  type(keys: string): void {
    this.#script.stdin?.write(keys);
  }

  /** The terminal's window is closed: the other end of the pseudo-terminal is gone. */
  hangUp(): void {
    this.#script.kill('SIGKILL');
  }
}
