// How wide is this text, and how wide is the place that a chart has?
import { type RefObject, useEffect, useRef, useState } from 'react';

let pen: CanvasRenderingContext2D | null | undefined;

/** The width of a text in pixels at a size; an estimate where there is no canvas. */
export function textWidth(text: string, size: number, weight = 400): number {
  if (pen === undefined)
    pen = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * size * 0.56;
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** The text, shortened with an ellipsis to a width. */
export function shortened(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('')}…`;
}

/** The width of an element, followed as it changes; 0 until it is known. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const place = useRef<E>(null);
  const [width, note] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    note(element.clientWidth);
    const watch = new ResizeObserver(() => note(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [place, width];
}
