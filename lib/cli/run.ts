import { CommanderError, type Command } from 'commander';

import type { Act } from './command.js';
import type { Context } from './context.js';
import { exitCodes } from './exit-codes.js';
import { chooseFace } from './faces/choose-face.js';
import type { Face } from './faces/face.js';
import { failureOf } from './failure.js';
import { Interruption } from './interruption.js';
import { program } from './program.js';
import { UsageError } from './refusals.js';
import { packageVersion } from './version.js';

/** The exit code of what was asked for. Never rejects: every failure is told by the face and by the code. */
export async function run(argv: readonly string[]): Promise<number> {
  const version = packageVersion();
  const json = argv.includes('--json');
  let code: number = exitCodes.done.code;

  const perform = async (
    face: Face,
    work: (interruption: Interruption) => Promise<number>,
  ): Promise<void> => {
    const interruption = new Interruption(face);
    try {
      code = await work(interruption);
    } catch (error) {
      const failure = failureOf(error);
      code = failure.exitCode;
      face.fail(failure);
    } finally {
      interruption.close();
      face.close();
    }
  };

  const act: Act = (command, work) =>
    command.argument('[arguments...]').action(async (given: string[]) => {
      const face = chooseFace(json, command.name(), version);
      await perform(face, async (interruption) => {
        const { signal } = interruption;
        const recording: Context['recording'] = (task) => interruption.recording(task);
        return exitCodes[await work({ face, signal, recording }, given)].code;
      });
    });

  const made = program(version, act);
  for (const command of [made, ...made.commands]) quiet(command, json);
  try {
    await made.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.done.code;
    if (json) {
      const face = chooseFace(true, 'imapi2', version);
      face.fail(failureOf(new UsageError(error.message.replace(/^error: /, ''))));
    }
    return exitCodes.usage.code;
  }
  return code;
}

/** commander would end the process itself, and writes words where a program wants JSON. */
function quiet(command: Command, json: boolean): void {
  command.exitOverride();
  if (json) command.configureOutput({ writeErr: () => undefined });
}
