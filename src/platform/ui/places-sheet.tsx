// All places on a phone, from below; fetched when it is first opened, which on a wide screen it never is.
import { Drawer } from 'antd';
import { useWords } from './language.tsx';
import type { Place } from './places.ts';
import { Rail } from './rail.tsx';

export function PlacesSheet({
  places,
  isOpen,
  onClose,
}: {
  places: readonly Place[];
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <Drawer open={isOpen} onClose={onClose} placement="bottom" size="large" title={t('ui.shell.places')}>
      <Rail places={places} onGo={onClose} />
    </Drawer>
  );
}
