import { Command, Option } from 'commander';

import type { Context } from './context.js';
import type { ExitName } from './exit-codes.js';

/** Runs a command's work with a face of its kind. Commands are added to the program without knowing how they are run. */
export type Act = (
  command: Command,
  work: (context: Context, given: readonly string[]) => Promise<CommandEnd>,
) => Command;

/** How it ended, for the exit code. `differs`: the work was done, and what it found is not as it should be. */
export type CommandEnd = ExitName;

export interface DriveOptions {
  readonly virtual?: string;
}

export interface ImagesOptions {
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

/** `makes`: a virtual disc that is missing is made by this command. */
export function withDriveOptions(command: Command, makes = false): Command {
  const missing = makes ? ', made blank where it is missing' : '';
  return command.option(
    '--virtual <file[,media=…]>',
    `instead of a drive: a disc in this file${missing} (also ,sectors=N ,speed=N)`,
  );
}

/** For commands that make an image, or read a disc as one. */
export function withImagesOption(command: Command): Command {
  return command.addOption(
    new Option('--images <provider>', 'whose IMAPI2FS makes the images').choices([
      'system',
      'virtual',
    ]),
  );
}

export function withYesOption(command: Command, what: string): Command {
  return command.option('-y, --yes', `do not ask before ${what}`);
}

export interface SourceOptions {
  readonly into?: string;
  readonly volumeName?: string;
  readonly skipUnreadable?: boolean;
}

export function withSourceOptions(command: Command): Command {
  return command
    .option('--into <folder>', 'the folder on the disc that the paths come into')
    .option('--volume-name <name>', 'the name of the disc')
    .option('--skip-unreadable', 'leave out what cannot be read, and say so');
}

export interface RemoveOptions {
  readonly remove: readonly string[];
}

const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function withRemoveOption(command: Command): Command {
  return command.addOption(
    new Option('--remove <path>', 'take this off the disc (may be given again)')
      .argParser(gather)
      .default([], 'nothing'),
  );
}

export interface SpeedOption {
  readonly speed?: string;
}

export function withSpeedOption(command: Command): Command {
  return command.option('--speed <sectors>', 'write speed in sectors per second, or "max"');
}

export interface BurnSettings extends SpeedOption {
  readonly verify: 'none' | 'quick' | 'full' | 'ranges';
  readonly eject?: boolean;
  readonly dryRun?: boolean;
}

export function withBurnOptions(command: Command): Command {
  return withSpeedOption(command)
    .addOption(
      new Option('--verify <how>', 'how what was written is checked')
        .choices(['none', 'quick', 'full', 'ranges'])
        .default('ranges'),
    )
    .option('--eject', 'open the tray at the end')
    .option('--dry-run', 'say what would be done, and write nothing');
}
