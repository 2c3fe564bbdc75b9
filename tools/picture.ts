// A picture of a page for README and the manual, packed by the browser itself.
import type { Page } from 'playwright-core';

/** The page as it stands, as WebP; `quality` from 0 to 1. */
export async function pictureOf(page: Page, quality: number): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const canvas = await page.context().newPage();
  try {
    const webp = await canvas.evaluate(
      async ([data, as]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const area = document.createElement('canvas');
        area.width = image.width;
        area.height = image.height;
        area.getContext('2d')?.drawImage(image, 0, 0);
        return area.toDataURL('image/webp', as).split(',')[1] ?? '';
      },
      [png, quality] as const,
    );
    return Buffer.from(webp, 'base64');
  } finally {
    await canvas.close();
  }
}
