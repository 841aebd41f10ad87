/** IDL as tokens: words, numbers, strings with their quotes, and single punctuation marks. Comments are dropped. */
const token =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|("(?:[^"\\]|\\.)*")|([A-Za-z0-9_][A-Za-z0-9_.-]*)|(.)/gy;

export class Tokens {
  readonly #all: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#all = [...text.matchAll(token)].flatMap(
      ([, quoted, word, mark]) => quoted ?? word ?? mark ?? [],
    );
  }

  get done(): boolean {
    return this.#next >= this.#all.length;
  }

  peek(ahead = 0): string {
    return this.#all[this.#next + ahead] ?? '';
  }

  take(expected?: string): string {
    const taken = this.peek();
    if (taken === '' || (expected !== undefined && taken !== expected)) {
      const around = this.#all.slice(Math.max(0, this.#next - 8), this.#next + 3).join(' ');
      throw new Error(`IDL: ${expected ?? 'something'} was expected near: ${around}`);
    }
    this.#next++;
    return taken;
  }

  /** Takes it where it is next. */
  accept(wanted: string): boolean {
    if (this.peek() !== wanted) return false;
    this.#next++;
    return true;
  }

  /** Everything up to one of these marks outside brackets, which is left. */
  until(...ends: readonly string[]): string[] {
    const taken: string[] = [];
    for (let depth = 0; depth > 0 || !ends.includes(this.peek());) {
      const word = this.take();
      if (word === '(') depth++;
      if (word === ')') depth--;
      taken.push(word);
    }
    return taken;
  }
}
