// A photo of a scale or a ticket, made small enough to keep and to send: its figures stay legible.
import type { KeptPhoto } from '../offline/store.ts';

const LONGEST_SIDE = 1_600;
const QUALITY = 0.8;

/** The photo as JPEG with its longest side shortened; as it came where the browser cannot draw it. */
export async function smallPhoto(file: File): Promise<KeptPhoto> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const factor = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.width * factor));
    canvas.height = Math.max(1, Math.round(image.height * factor));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (drawn)
      return {
        bytes: await drawn.arrayBuffer(),
        mediaType: 'image/jpeg',
        fileName: `${file.name.replace(/\.\w+$/, '') || 'photo'}.jpg`,
      };
  } catch {
    // A kind of picture that this browser cannot draw: sent as it is, the server tells what it is.
  }
  return { bytes: await file.arrayBuffer(), mediaType: file.type, fileName: file.name || 'photo' };
}
