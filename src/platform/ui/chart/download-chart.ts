// How does a chart leave the page: as a picture with its title, unit and source, or as its numbers?
import { type ChartTable, csvOf } from './chart-table.ts';

/** What a picture says about itself once it is away from its page. */
export interface ChartCaption {
  title: string;
  /** unit and source */
  foot: string;
  ground: string;
  text: string;
  muted: string;
}

const space = 'http://www.w3.org/2000/svg';
const [margin, head, tail] = [16, 36, 28];

/** Gives a file to the reader. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name that every file system takes. */
export const fileNameOf = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/[\\/:*?"<>|%\s.,;。，、：]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'chart';

function line(text: string, y: number, size: number, fill: string, weight: number): SVGTextElement {
  const element = document.createElementNS(space, 'text');
  const facts = { x: margin, y, fill, 'font-size': size, 'font-weight': weight };
  for (const [name, value] of Object.entries(facts)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

/** The drawn chart with its caption as one SVG that needs nothing else. */
function framed(chart: SVGSVGElement, caption: ChartCaption): { text: string; width: number; height: number } {
  const { width, height } = chart.getBoundingClientRect();
  const [wide, high] = [Math.ceil(width) + 2 * margin, Math.ceil(height) + head + tail + margin];
  const outer = document.createElementNS(space, 'svg');
  const facts = { xmlns: space, width: wide, height: high, viewBox: `0 0 ${wide} ${high}` };
  for (const [name, value] of Object.entries(facts)) outer.setAttribute(name, String(value));
  outer.setAttribute('font-family', getComputedStyle(document.body).fontFamily);
  const ground = document.createElementNS(space, 'rect');
  for (const [name, value] of Object.entries({ width: wide, height: high, fill: caption.ground }))
    ground.setAttribute(name, String(value));
  const inner = chart.cloneNode(true) as SVGSVGElement;
  inner.setAttribute('x', String(margin));
  inner.setAttribute('y', String(head));
  outer.append(
    ground,
    line(caption.title, margin + 10, 14, caption.text, 600),
    inner,
    line(caption.foot, high - margin + 2, 11, caption.muted, 400),
  );
  return { text: new XMLSerializer().serializeToString(outer), width: wide, height: high };
}

/** Saves the drawn chart as an SVG file. */
export function saveSvg(chart: SVGSVGElement, caption: ChartCaption): void {
  saveFile(new Blob([framed(chart, caption).text], { type: 'image/svg+xml' }), `${fileNameOf(caption.title)}.svg`);
}

/** Saves the drawn chart as a PNG of twice its size. */
export async function savePng(chart: SVGSVGElement, caption: ChartCaption): Promise<void> {
  const { text, width, height } = framed(chart, caption);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (png) saveFile(png, `${fileNameOf(caption.title)}.png`);
}

/** Saves the numbers of a chart as CSV. */
export function saveCsv(table: ChartTable, title: string): void {
  saveFile(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }), `${fileNameOf(title)}.csv`);
}
