import { environment } from '#lib/native/environment';

/** How long what a closed drive was doing may take to find out and let go. Only a failing test waits so long. */
const patience = 60_000;
const patienceWithGivenUp = 10_000;

let leftToItsCall = false;

/**
 * For a test whose drive was given up in a call that hangs: what that call holds is left to it on purpose, and goes when its
 * thread does, which nobody can wait for. The next test finds it gone.
 */
export function driveIsGivenUp(): void {
  leftToItsCall = true;
}

/**
 * Resolves once no object, no source file and no thread of any virtual session is alive in this process: with every
 * Imapi closed, what is left has leaked. It is `DllCanUnloadNow` of imapi2-virtual.node that says so, COM's own question.
 */
export async function nothingAlive(): Promise<void> {
  const { binding } = environment();
  const tolerated = leftToItsCall;
  leftToItsCall = false;
  const end = Date.now() + (tolerated ? patienceWithGivenUp : patience);
  while (!binding.virtualIdle()) {
    if (Date.now() > end) {
      if (tolerated) return;
      throw new Error(
        'Every Imapi is closed, and objects, threads or source files of a virtual drive are still alive.',
      );
    }
    // A drive that hung is let go by its own worker, which nobody can wait for.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
