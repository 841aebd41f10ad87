import { Command, Option } from 'commander';

import type { Context } from './context.js';

/** Runs a command's work with a face of its kind. Commands are added to the program without knowing how they are run. */
export type Act = (
  command: Command,
  work: (context: Context, given: readonly string[]) => Promise<CommandEnd>,
) => Command;

/** `differs`: the work was done, and what it found is not as it should be. */
export type CommandEnd = 'done' | 'differs';

export interface DriveOptions {
  readonly virtual?: string;
  readonly images?: 'system' | 'virtual';
}

export interface OutputOptions {
  readonly json?: boolean;
}

/** Every command has these. */
export function newCommand(name: string, summary: string, usage: string): Command {
  return new Command(name)
    .summary(summary)
    .description(summary)
    .usage(`${usage} [options]`.trim())
    .option('--json', 'one JSON object a line, progress included');
}

export function withDriveOptions(command: Command): Command {
  return command
    .option(
      '--virtual <file[,media=…]>',
      'instead of a drive: a disc in this file, made blank where it is missing (also ,sectors=N ,speed=N)',
    )
    .addOption(
      new Option('--images <provider>', 'whose IMAPI2FS makes the images').choices([
        'system',
        'virtual',
      ]),
    );
}

export interface SourceOptions {
  readonly into?: string;
  readonly remove: readonly string[];
  readonly volumeName?: string;
  readonly skipUnreadable?: boolean;
}

const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function withSourceOptions(command: Command, canRemove: boolean): Command {
  command
    .option('--into <folder>', 'the folder on the disc that the paths come into')
    .option('--volume-name <name>', 'the name of the disc')
    .option('--skip-unreadable', 'leave out what cannot be read, and say so');
  const remove = new Option('--remove <path>', 'take this off the disc (may be given again)')
    .argParser(gather)
    .default([], 'nothing');
  return command.addOption(canRemove ? remove : remove.hideHelp());
}

export interface BurnSettings {
  readonly verify: 'none' | 'quick' | 'full' | 'ranges';
  readonly speed?: string;
  readonly eject?: boolean;
  readonly dryRun?: boolean;
}

export function withBurnOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--verify <how>', 'how what was written is checked')
        .choices(['none', 'quick', 'full', 'ranges'])
        .default('ranges'),
    )
    .option('--speed <sectors>', 'write speed in sectors per second, or "max"')
    .option('--eject', 'open the tray at the end')
    .option('--dry-run', 'say what would be done, and write nothing');
}
