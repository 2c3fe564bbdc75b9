// Stands until its page is written.
import { Page } from '#platform/ui/page.tsx';

export const ListPage = () => <Page title="ListPage" />;

export const RecordPage = () => <Page title="RecordPage" />;

export const NewRecordPage = () => <Page title="NewRecordPage" />;
