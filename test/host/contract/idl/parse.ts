import type {
  IdlClass,
  IdlEnum,
  IdlFile,
  IdlInterface,
  IdlLibrary,
  IdlMethod,
  IdlParameter,
} from './model';
import { Tokens } from './tokens';

/** Reads as much of IDL as native/contract uses, and throws at anything else: nothing is passed over in silence. */
export function parseIdl(text: string): IdlFile {
  const tokens = new Tokens(text);
  const interfaces: IdlInterface[] = [];
  const enums: IdlEnum[] = [];
  const libraries: IdlLibrary[] = [];
  const constants = new Map<string, string>();
  const typedefs = new Map<string, { attributes: string[]; type: string }>();
  while (!tokens.done) {
    const attributes = parseAttributes(tokens);
    switch (tokens.take()) {
      case 'import':
        tokens.take();
        tokens.take(';');
        break;
      case 'cpp_quote':
        parseQuote(tokens, constants);
        break;
      case 'const':
        parseConstant(tokens, constants);
        break;
      case 'typedef':
        parseTypedef(tokens, enums, typedefs);
        break;
      case 'interface':
        if (tokens.peek(1) === ';') tokens.until(';');
        else interfaces.push(parseInterface(tokens, attributes));
        tokens.accept(';');
        break;
      case 'library':
        libraries.push(parseLibrary(tokens, attributes));
        tokens.accept(';');
        break;
      default:
        throw new Error(`IDL: nothing here begins with what precedes ${tokens.peek()}`);
    }
  }
  return { interfaces, enums, libraries, constants, typedefs };
}

/** `[a, b(c, d)]` as `a` and `b(c,d)`; nothing where there is none. */
function parseAttributes(tokens: Tokens): string[] {
  const attributes: string[] = [];
  if (!tokens.accept('[')) return attributes;
  do attributes.push(tokens.until(',', ']').join(''));
  while (tokens.accept(','));
  tokens.take(']');
  return attributes;
}

function parseQuote(tokens: Tokens, constants: Map<string, string>): void {
  tokens.take('(');
  const line = JSON.parse(tokens.take()) as string;
  tokens.take(')');
  const [, name, value] = /^#define (\w+) (.+)$/.exec(line) ?? [];
  if (name !== undefined && value !== undefined) constants.set(name, value);
}

function parseConstant(tokens: Tokens, constants: Map<string, string>): void {
  const [, name = ''] = tokens.until('=');
  tokens.take('=');
  constants.set(name, tokens.until(';').join(''));
  tokens.take(';');
}

function parseTypedef(
  tokens: Tokens,
  enums: IdlEnum[],
  typedefs: Map<string, { attributes: string[]; type: string }>,
): void {
  const attributes = parseAttributes(tokens);
  if (tokens.accept('enum')) {
    const tag = tokens.take();
    const values = parseValues(tokens);
    enums.push({ tag, attributes, values, name: tokens.take() });
  } else {
    const words = tokens.until(';');
    typedefs.set(words.at(-1) ?? '', { attributes, type: words.slice(0, -1).join('') });
  }
  tokens.take(';');
}

function parseValues(tokens: Tokens): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  tokens.take('{');
  while (!tokens.accept('}')) {
    const name = tokens.take();
    tokens.take('=');
    values.set(name, Number(tokens.until(',', '}').join('')));
    tokens.accept(',');
  }
  return values;
}

function parseInterface(tokens: Tokens, attributes: string[]): IdlInterface {
  const name = tokens.take();
  tokens.take(':');
  const base = tokens.take();
  const methods: IdlMethod[] = [];
  tokens.take('{');
  while (!tokens.accept('}')) methods.push(parseMethod(tokens));
  return { name, base, attributes, methods };
}

function parseMethod(tokens: Tokens): IdlMethod {
  const attributes = parseAttributes(tokens);
  const returns = tokens.take();
  const name = tokens.take();
  const params: IdlParameter[] = [];
  tokens.take('(');
  while (!tokens.accept(')')) {
    params.push(parseParameter(tokens));
    tokens.accept(',');
  }
  tokens.take(';');
  return { name, returns, attributes, params };
}

function parseParameter(tokens: Tokens): IdlParameter {
  const attributes = parseAttributes(tokens);
  const words = tokens.until(',', ')');
  const bracket = words.indexOf('[');
  const suffix = bracket < 0 ? '' : words.splice(bracket).join('');
  return { attributes, name: words.at(-1) ?? '', type: words.slice(0, -1).join('') + suffix };
}

function parseLibrary(tokens: Tokens, attributes: string[]): IdlLibrary {
  const name = tokens.take();
  const imports: string[] = [];
  const listed: string[] = [];
  const classes: IdlClass[] = [];
  tokens.take('{');
  while (!tokens.accept('}')) {
    const own = parseAttributes(tokens);
    const kind = tokens.take();
    if (kind === 'importlib') {
      imports.push(tokens.until(';').join('').slice(2, -2));
      tokens.take(';');
    } else if (kind === 'interface') {
      listed.push(tokens.take());
      tokens.take(';');
    } else {
      classes.push(parseClass(tokens, own));
    }
  }
  return { name, attributes, imports, listed, classes };
}

function parseClass(tokens: Tokens, attributes: string[]): IdlClass {
  const name = tokens.take();
  const interfaces: { name: string; attributes: string[] }[] = [];
  tokens.take('{');
  while (!tokens.accept('}')) {
    const own = parseAttributes(tokens);
    tokens.take('interface');
    interfaces.push({ name: tokens.take(), attributes: own });
    tokens.take(';');
  }
  tokens.accept(';');
  return { name, attributes, interfaces };
}
