// Which records count on the page: the approved ones, or also those that wait to be approved?
import { Segmented } from 'antd';
import { type Basis, useAddress } from './address.ts';
import { useWords } from './language.tsx';

/** The switch between the two bases; the choice stands in the address. */
export function BasisSwitch() {
  const { t } = useWords();
  const { basis, set } = useAddress();
  return (
    <Segmented<Basis>
      aria-label={t('reports.page.basis')}
      value={basis}
      options={(['approved', 'shown'] as const).map((one) => ({ value: one, label: t(`ui.basis.${one}`) }))}
      onChange={(chosen) => set({ basis: chosen })}
    />
  );
}
