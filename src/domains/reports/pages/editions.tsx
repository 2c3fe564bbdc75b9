// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const EditionsPage = () => <Page title="EditionsPage" />;
