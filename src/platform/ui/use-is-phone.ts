// Whether the page is as narrow as a phone.
import { useSyncExternalStore } from 'react';

const query = '(max-width: 767px)';

function subscribe(note: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', note);
  return () => media.removeEventListener('change', note);
}

/** True below 768 pixels; follows the window. */
export const useIsPhone = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
