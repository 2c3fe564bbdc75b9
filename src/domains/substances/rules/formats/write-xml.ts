// Elements as the text of an XML file.

import type { MadeElement } from './xml-element.ts';

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that an attribute or text cannot hold as they are: a line's end in an attribute would become a blank. */
const special = /[&<>"\t\n\r]/g;

/** Characters that no XML 1.0 file can hold, not even by their number. */
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escaped = (text: string) =>
  text.replace(impossible, '\uFFFD').replace(special, (mark) => marks[mark] ?? `&#${mark.charCodeAt(0)};`);

const escapedText = (text: string) =>
  text.replace(impossible, '\uFFFD').replace(/[&<>\r]/g, (mark) => marks[mark] ?? '&#13;');

/** The file in pieces, indented by two blanks, in UTF-8 as it says. */
export function* writeXml(root: MadeElement): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n';
  yield* written(root, '');
}

function* written({ name, attributes, children, text }: MadeElement, indent: string): Generator<string> {
  let open = `${indent}<${name}`;
  for (const key in attributes) open += ` ${key}="${escaped(attributes[key] as string)}"`;
  if (children.length === 0) {
    yield text === undefined ? `${open} />\n` : `${open}>${escapedText(text)}</${name}>\n`;
    return;
  }
  yield `${open}>${text === undefined ? '' : escapedText(text)}\n`;
  for (const child of children) yield* written(child, `${indent}  `);
  yield `${indent}</${name}>\n`;
}
