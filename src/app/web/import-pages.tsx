// The pages of imports: where one begins, how one goes, and all of them.
import { useParams } from '@tanstack/react-router';
import { lowered } from '#platform/i18n/words.ts';
import { ImportStart } from '#platform/records/web/import-start.tsx';
import { ImportView } from '#platform/records/web/import-view.tsx';
import { ImportsTable } from '#platform/records/web/imports-table.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { OfKind, WithKinds } from './kinds.tsx';

export const ImportStartPage = () => <OfKind>{(kind) => <ImportStart kind={kind} />}</OfKind>;

export function ImportPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return (
    <WithKinds key={id}>
      <ImportView id={id ?? ''} />
    </WithKinds>
  );
}

export function ImportsPage() {
  const { t } = useWords();
  return (
    <Page
      title={t('ui.imports.title')}
      subtitle={t('ui.imports.subtitle')}
      actions={
        <>
          <LinkButton to="/imports/links">{t('ui.links.title')}</LinkButton>
          <LinkButton primary to="/import/waste.load">
            {t('ui.import.title', { kind: lowered(t('waste.load|many')) })}
          </LinkButton>
        </>
      }
    >
      <ImportsTable />
    </Page>
  );
}
