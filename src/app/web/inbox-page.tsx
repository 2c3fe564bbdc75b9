// The inbox: what waits for the one who is signed in.
import { Inbox } from '#platform/records/web/inbox.tsx';
import { WithKinds } from './kinds.tsx';

export const InboxPage = () => (
  <WithKinds>
    <Inbox />
  </WithKinds>
);
