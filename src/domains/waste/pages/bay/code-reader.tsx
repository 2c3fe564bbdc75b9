// Reads the code of a label with the camera: by the browser where it can, else by a decoder that is fetched for it.
import { useEffect, useRef, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface Detectors {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

type Read = (video: HTMLVideoElement) => Promise<string | undefined>;

/** Width of the picture that the decoder is given: enough for a label at arm's length. */
const DECODED_WIDTH = 640;
const PAUSE_MS = 120;

async function reader(): Promise<Read> {
  const Native = (window as unknown as { BarcodeDetector?: Detectors }).BarcodeDetector;
  if (Native && (await Native.getSupportedFormats()).includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { default: decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return undefined;
    canvas.width = DECODED_WIDTH;
    canvas.height = Math.round((DECODED_WIDTH * video.videoHeight) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      // No code in this picture; the next one comes at once.
      return undefined;
    }
  };
}

const stop = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

/** Shows what the camera sees until it has read a code. */
export function CodeReader({ onRead, onClose }: { onRead: (text: string) => void; onClose: () => void }) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, fail] = useState<'denied' | 'none' | undefined>();
  const read = useRef(onRead);
  read.current = onRead;
  useEffect(() => {
    let isHere = true;
    let stream: MediaStream | undefined;
    const look = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      } catch (error) {
        if (isHere) fail((error as Error).name === 'NotAllowedError' ? 'denied' : 'none');
        return;
      }
      const picture = video.current;
      if (!isHere || !picture) return stop(stream);
      picture.srcObject = stream;
      await picture.play();
      const next = await reader();
      while (isHere) {
        const text = await next(picture).catch(() => undefined);
        if (text && isHere) return read.current(text);
        await new Promise((done) => setTimeout(done, PAUSE_MS));
      }
    };
    look().catch(() => isHere && fail('none'));
    return () => {
      isHere = false;
      stop(stream);
    };
  }, []);
  return (
    <div className="bay-camera">
      {failed ? (
        <p className="phone-refused" role="alert">
          {t(`waste.page.bay.camera.${failed}`)}
        </p>
      ) : (
        <video ref={video} playsInline muted aria-label={t('waste.page.bay.camera.sees')} />
      )}
      <button type="button" className="phone-button" onClick={onClose}>
        {t('waste.page.bay.camera.close')}
      </button>
    </div>
  );
}
