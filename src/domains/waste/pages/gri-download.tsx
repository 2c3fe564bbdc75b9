// How the GRI 306 tables leave the page: as a workbook, in the unit that the report is written in.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type GriUnit, griUnits } from '../model/gri-units.ts';

/** The unit and the button. */
export function GriDownload() {
  const { t } = useWords();
  const { scope, period, basis } = useAddress();
  const [unit, choose] = useState<GriUnit>('t');
  return (
    <div className="gri-download">
      <Segmented<GriUnit>
        aria-label={t('waste.gri.unit')}
        size="small"
        value={unit}
        options={griUnits.map((one) => ({ value: one, label: t(`waste.gri.unit.${one}`) }))}
        onChange={choose}
      />
      <Button
        size="small"
        icon={<DownloadOutlined aria-hidden="true" />}
        href={addressOf('/waste/gri306.xlsx', { scope, period, basis, unit })}
        download
      >
        {t('waste.gri.download')}
      </Button>
    </div>
  );
}
