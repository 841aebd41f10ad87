// Numbers in words, and names of somebody else's disc.

const number = new Intl.NumberFormat('en');

/** `1,234 sectors` */
export const count = (amount: number, thing: string): string =>
  `${number.format(amount)} ${thing}${amount === 1 ? '' : 's'}`;

export const grouped = (amount: number): string => number.format(amount);

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Rounded down: 100 % is the end, and nothing before it. */
export const percent = (fraction: number): string =>
  `${(Math.floor(1000 * fraction) / 10).toFixed(1)} %`;

export const seconds = (amount: number): string =>
  amount < 90 ? `${amount.toFixed(1)} s` : `${(amount / 60).toFixed(1)} min`;

/** Columns of text, each as wide as its widest cell; a cell that is a number stands at the right. */
export function table(rows: readonly (readonly (string | number)[])[], indent = '  '): string[] {
  const shown = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? grouped(cell) : cell)),
  );
  const widths: number[] = [];
  for (const row of shown)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return shown.map((row, index) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return typeof rows[index]?.[column] === 'number' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}

/** Control characters (C0 without the line feed, DEL, C1), those that turn the direction of writing, and half characters. */
const harmful =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Text for a terminal or a log. What a disc calls its files is for whoever made the disc to say, and a terminal obeys escape
 * sequences in it. Line feeds are left: lines are put together here.
 */
export const harmless = (text: string): string =>
  text.replaceAll(harmful, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);

/** A name within a line, which must not begin another. */
export const harmlessName = (name: string): string => harmless(name).replaceAll('\n', '\\u{a}');
