// Opens the camera of the phone, or a file where there is none; shows what was taken.
import { useEffect, useMemo } from 'react';
import { useWords } from '../language.tsx';
import type { KeptPhoto } from '../offline/store.ts';
import { smallPhoto } from './photo.ts';

/** @param label what to take a photo of */
export function PhotoButton({
  label,
  photo,
  onPhoto,
}: {
  label: string;
  photo: KeptPhoto | null;
  onPhoto: (photo: KeptPhoto | null) => void;
}) {
  const { t } = useWords();
  const address = useMemo(
    () => (photo ? URL.createObjectURL(new Blob([photo.bytes], { type: photo.mediaType })) : undefined),
    [photo],
  );
  useEffect(() => () => (address ? URL.revokeObjectURL(address) : undefined), [address]);
  return (
    <div className="phone-photo">
      <label className="phone-button">
        {photo ? t('ui.phone.photoAgain') : label}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          className="visually-hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void smallPhoto(file).then(onPhoto);
          }}
        />
      </label>
      {address ? <img src={address} alt={t('ui.phone.photoTaken')} /> : null}
    </div>
  );
}
