// The parts of one item as somebody's sheet has them: what holds for all its rows is said here, its columns may stand in any order.
import { useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { todayIn } from '#period/calendar-date.ts';
import { FileDrop, sheetFiles, useSheetUpload } from '#platform/records/web/file-drop.tsx';
import { ReferenceSelect } from '#platform/records/web/reference-select.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { type ItemClass, itemClasses } from '../model/restriction.ts';

/** Sends a sheet to the import of bills of materials with the item, revision and first day that it does not say itself. */
export function BomSheet() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [item, choose] = useState('');
  const [bomRevision, revise] = useState('A');
  const [from, begin] = useState<string>(() => todayIn('Asia/Shanghai', Date.now()));
  const [readAs, readIt] = useState<'bom' | 'item'>('bom');
  const [itemClass, classify] = useState<ItemClass>('component');
  const [sending, upload] = useSheetUpload(`substances.${readAs}`);
  const isWhole = readAs === 'item' || (item !== '' && bomRevision.trim() !== '' && from !== '');
  const send = async (file: File | undefined) => {
    const beside = readAs === 'item' ? { itemClass, unit: 'piece' } : { item, bomRevision: bomRevision.trim(), from };
    const id = file && (await upload(file, { scope: 'group', given: JSON.stringify(beside) }));
    if (id) void navigate({ to: `/imports/${id}` } as never);
  };
  return (
    <section className="board">
      <h2 className="board-title">{t('substances.boms.sheetOfOne')}</h2>
      <p className="secondary">{t('substances.boms.sheetHint')}</p>
      <div className="item-filters bom-facts">
        <Labelled label={t('substances.boms.readAs')}>
          {(id) => (
            <Select
              id={id}
              value={readAs}
              onChange={readIt}
              options={(['bom', 'item'] as const).map((value) => ({
                value,
                label: t(`substances.boms.readAs.${value}`),
              }))}
              popupMatchSelectWidth={false}
            />
          )}
        </Labelled>
        {readAs === 'item' ? (
          <Labelled label={t('substances.item.itemClass')}>
            {(id) => (
              <Select
                id={id}
                value={itemClass}
                onChange={classify}
                options={itemClasses.map((value) => ({ value, label: t(`substances.class.${value}`) }))}
                popupMatchSelectWidth={false}
              />
            )}
          </Labelled>
        ) : (
          <>
            <Labelled label={t('substances.bom.item')}>
              {(id) => (
                <ReferenceSelect
                  id={id}
                  to="substances.item"
                  value={item === '' ? [] : [item]}
                  names={{}}
                  onChange={([one]) => choose(one ?? '')}
                />
              )}
            </Labelled>
            <Labelled label={t('substances.bom.bomRevision')}>
              {(id) => (
                <Input id={id} value={bomRevision} maxLength={40} onChange={({ target }) => revise(target.value)} />
              )}
            </Labelled>
            <Labelled label={t('substances.bom.from')}>
              {(id) => <Input id={id} type="date" value={from} onChange={({ target }) => begin(target.value)} />}
            </Labelled>
          </>
        )}
      </div>
      {isWhole ? (
        <FileDrop
          label={t('substances.boms.dropSheet')}
          accept={sheetFiles}
          sending={sending}
          isCompact
          onFiles={([file]) => void send(file)}
        />
      ) : null}
    </section>
  );
}
