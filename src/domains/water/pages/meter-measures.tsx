// What meters measure, asked of a person: their role, and by it where the water comes from, where it goes and what it is for.
import { Select } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { type MeterMeasures, meterRoles } from '../records/meter.ts';
import './meter-measures.css';

/** What a person said that meters measure; nothing while he has not chosen a role. */
export type SaidMeasures = { [field in keyof MeterMeasures]?: MeterMeasures[field] | undefined };

/** Whether what was said is enough: a source says from where, a discharge whereto. */
export const measuresAreWhole = ({ role, source, destination }: SaidMeasures): boolean =>
  role !== undefined && (role !== 'source' || Boolean(source)) && (role !== 'discharge' || Boolean(destination));

/** The fields by which a person says what meters measure. */
export function MeterMeasuresForm({ said, onSay }: { said: SaidMeasures; onSay: (said: SaidMeasures) => void }) {
  const { t } = useWords();
  const choices = <T extends string>(codes: readonly T[], words: string) =>
    codes.map((value) => ({ value, label: t(`${words}.${value}`) }));
  const { role, source, destination, use } = said;
  return (
    <>
      <Labelled label={t('water.meter.role')}>
        {(id) => (
          <Select
            id={id}
            value={role ?? null}
            options={choices(meterRoles, 'water.meter-role')}
            onChange={(next) => onSay({ role: next ?? undefined, use })}
          />
        )}
      </Labelled>
      {role === 'source' ? (
        <Labelled label={t('water.meter.source')}>
          {(id) => (
            <Select
              id={id}
              value={source ?? null}
              options={choices(waterSources, 'water.source')}
              onChange={(next) => onSay({ ...said, source: next })}
            />
          )}
        </Labelled>
      ) : null}
      {role === 'discharge' ? (
        <Labelled label={t('water.meter.destination')}>
          {(id) => (
            <Select
              id={id}
              value={destination ?? null}
              options={choices(waterDestinations, 'water.destination')}
              onChange={(next) => onSay({ ...said, destination: next })}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={t('water.meter.use')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={use ?? null}
            options={choices(waterUses, 'water.use')}
            onChange={(next) => onSay({ ...said, use: next ?? undefined })}
          />
        )}
      </Labelled>
    </>
  );
}
