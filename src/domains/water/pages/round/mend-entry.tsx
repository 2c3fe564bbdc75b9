// A reading or a replacement that the server refused, put right on the phone: another number, or the reason why it stays.
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { MendProps } from '#platform/ui/phone/kept-list.tsx';
import { typedCount } from '../../rules/round-meter.ts';
import { Field } from './field.tsx';
import { READING } from './round-answers.ts';

const counts = ['count', 'endCountBefore', 'startCount', 'm3PerCount'];
const fieldsOf = (kind: string): readonly string[] =>
  kind === READING ? ['count', 'reason'] : ['endCountBefore', 'serial', 'startCount', 'm3PerCount', 'reason'];
const QUESTION = 'hand_reading_';

export function MendEntry({ entry, onMended, onCancel }: MendProps) {
  const { t } = useWords();
  const { kind, values, refusal } = entry;
  const paths = fieldsOf(kind);
  const [typed, type] = useState<Record<string, string>>(
    Object.fromEntries(paths.map((path) => [path, String(values[path] ?? '')])),
  );
  const isWrong = (path: string) => {
    const text = typed[path]?.trim() ?? '';
    return counts.includes(path) && text !== '' && typedCount(text) === undefined;
  };
  const isReady = !paths.some(isWrong) && (kind !== READING || typedCount(typed.count ?? '') !== undefined);
  const send = () => {
    const changed = Object.fromEntries(
      paths.map((path) => {
        const text = typed[path]?.trim() ?? '';
        return [path, text === '' ? null : counts.includes(path) ? (typedCount(text) ?? null) : text];
      }),
    );
    // The number that stays was confirmed by its reason; another one is asked about anew.
    const asked = (refusal?.problems ?? []).flatMap(({ code }) =>
      code.startsWith(QUESTION) ? code.slice(QUESTION.length) : [],
    );
    const before = Array.isArray(values.confirmed) ? (values.confirmed as string[]) : [];
    const confirmed = changed.count === values.count && changed.reason ? [...new Set([...before, ...asked])] : [];
    onMended(
      { ...values, ...changed, ...(kind === READING ? { confirmed: confirmed.length > 0 ? confirmed : null } : {}) },
      { number: String((kind === READING ? changed.count : changed.serial) ?? '') },
    );
  };
  return (
    <form
      className="phone-mend"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {paths.map((path) => (
        <Field
          key={path}
          label={t(`${kind}.${path}`)}
          value={typed[path] ?? ''}
          isCount={counts.includes(path)}
          onChange={(text) => type({ ...typed, [path]: text })}
        />
      ))}
      <div className="phone-entry-actions">
        <button type="submit" className="phone-button phone-primary" disabled={!isReady}>
          {t('ui.phone.mended')}
        </button>
        <button type="button" className="phone-button" onClick={onCancel}>
          {t('ui.phone.back')}
        </button>
      </div>
    </form>
  );
}
