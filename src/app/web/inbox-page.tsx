// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const InboxPage = () => <Page title="InboxPage" />;
