// The imports so far: which file, what became of it, who sent it.
import { Link } from '@tanstack/react-router';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { ImportAnswer } from './import-answers.ts';
import { usePersonName } from './record-history.tsx';
import { groupDigits } from './shown-value.ts';

/** Imports as a table; of one kind, or of all. */
export function ImportsTable({ kind }: { kind?: string }) {
  const { t } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const { data, error, isPending, refetch } = useJson<{ imports: ImportAnswer[] }>('/imports', { kind });
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Waiting rows={4} />;
  const imports = data.imports.filter((one) => kind === undefined || one.kind === kind);
  if (imports.length === 0) {
    if (kind !== undefined) return null;
    return (
      <Teach title={t('ui.imports.none')}>
        <p>{t('ui.imports.noneText')}</p>
      </Teach>
    );
  }
  const number = (value: number | undefined) => (value === undefined ? '—' : groupDigits(String(value)));
  return (
    <section aria-label={t('ui.imports.title')} className="imports">
      {kind === undefined ? null : <h2>{t('ui.imports.recent')}</h2>}
      <div className="table-scroll plain-scroll">
        <table className="records records-plain">
          <thead>
            <tr>
              <th scope="col">{t('ui.imports.file')}</th>
              {kind === undefined ? <th scope="col">{t('ui.imports.kind')}</th> : null}
              <th scope="col">{t('ui.imports.status')}</th>
              <th scope="col" className="number">
                {t('ui.import.count.new')}
              </th>
              <th scope="col" className="number">
                {t('ui.import.count.changed')}
              </th>
              <th scope="col" className="number">
                {t('ui.import.count.bad')}
              </th>
              <th scope="col">{t('ui.imports.by')}</th>
              <th scope="col">{t('ui.imports.at')}</th>
            </tr>
          </thead>
          <tbody>
            {imports.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link to={`/imports/${one.id}`}>{one.fileName}</Link>
                </td>
                {kind === undefined ? <td>{t(`${one.kind}|many`)}</td> : null}
                <td>{t(`ui.import.status.${one.status}`)}</td>
                <td className="number">{number(one.counts?.new)}</td>
                <td className="number">{number(one.counts?.changed)}</td>
                <td className="number">{number(one.counts?.bad)}</td>
                <td>{nameOf(one.actorName)}</td>
                <td>{instant(one.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
