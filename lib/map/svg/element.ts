const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
}

export type Attributes = Readonly<Record<string, string | number>>;

/** One element. Numbers are cut to what a drawing shows. */
export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      const shown = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
      return ` ${key}="${escaped(shown)}"`;
    })
    .join('');
  return content.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${content.join('')}</${name}>`;
}

export function words(text: string, attributes: Attributes): string {
  return element('text', attributes, escaped(text));
}
