// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const SettingsPage = () => <Page title="SettingsPage" />;
