// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const TargetsPage = () => <Page title="TargetsPage" />;
