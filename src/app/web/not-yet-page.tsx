// An area of the report that holds no records yet: what it will hold, and that nothing is recorded.
import { useLocation } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';

const holds = ['1', '2', '3'] as const;

export function NotYetPage() {
  const { t } = useWords();
  const area = useLocation({ select: (location) => location.pathname.slice(1) });
  return (
    <Page title={t(`ui.place.${area}`)}>
      <Teach title={t('ui.notYet.title')}>
        <p>{t('ui.notYet.text')}</p>
        <ul>
          {holds.map((one) => (
            <li key={one}>{t(`ui.notYet.${area}.${one}`)}</li>
          ))}
        </ul>
        <p>{t('ui.notYet.report')}</p>
      </Teach>
    </Page>
  );
}
