// The pages of one-time links: where they are made, and the one that a guest opens, which stands by itself.
import { useParams } from '@tanstack/react-router';
import { GuestForm } from '#platform/guest/web/guest-page.tsx';
import { LinksPage as Links } from '#platform/guest/web/links-page.tsx';
import { WithKinds } from './kinds.tsx';

export const LinksPage = () => (
  <WithKinds>
    <Links />
  </WithKinds>
);

export function GuestPage() {
  const { token } = useParams({ strict: false }) as { token?: string };
  return <GuestForm key={token} token={token ?? ''} />;
}
