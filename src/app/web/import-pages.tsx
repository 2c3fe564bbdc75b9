// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const ImportStartPage = () => <Page title="ImportStartPage" />;

export const ImportPage = () => <Page title="ImportPage" />;

export const ImportsPage = () => <Page title="ImportsPage" />;
