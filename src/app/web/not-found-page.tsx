// What stands where no page is.
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <Page title={t('ui.page.missing.title')}>
      <Teach title={t('ui.page.missing.title')} actions={<Link to="/">{t('ui.shell.home')}</Link>}>
        <p>{t('ui.page.missing.text')}</p>
      </Teach>
    </Page>
  );
}
