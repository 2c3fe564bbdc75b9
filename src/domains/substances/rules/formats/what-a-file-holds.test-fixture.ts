// What a file holds, apart from the order and the blanks of its elements: to see that writing it again lost nothing.

import type { XmlElement } from './xml-element.ts';
import { usualLimits, XmlReader } from './xml-reader.ts';

/** Every element, attribute and text, by path, sorted. */
export function holds(file: string | Uint8Array): string[] {
  const reader = new XmlReader({ root: () => {} }, usualLimits);
  reader.take(typeof file === 'string' ? file : new TextDecoder().decode(file));
  const walk = (element: XmlElement, within: string): string[] => {
    const path = `${within}/${element.name}`;
    return [
      path,
      ...Object.entries(element.attributes).map(([name, value]) => `${path}@${name}=${value}`),
      ...(element.text.trim() === '' ? [] : [`${path}=${element.text.trim()}`]),
      ...element.children.flatMap((child) => walk(child, path)),
    ];
  };
  return walk(reader.end(), '').sort();
}

/** What one file holds and the other does not, as often as it does. */
export function missing(file: string | Uint8Array, other: string): string[] {
  const left = new Map<string, number>();
  for (const one of holds(other)) left.set(one, (left.get(one) ?? 0) + 1);
  return holds(file).filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}
