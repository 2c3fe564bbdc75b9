// Which page stands at which address of settings, and of one's own account.
import { lazyRouteComponent } from '@tanstack/react-router';

export const settingsPages = {
  '/account/delegation': lazyRouteComponent(() => import('#platform/records/web/delegation.tsx'), 'DelegationPage'),
  '/settings/review': lazyRouteComponent(
    () => import('#platform/records/web/review-settings.tsx'),
    'ReviewSettingsPage',
  ),
  '/settings/backup': lazyRouteComponent(() => import('#platform/backup/web/backup-page.tsx'), 'BackupPage'),
  '/notices': lazyRouteComponent(() => import('../notices/notices-page.tsx'), 'NoticesPage'),
  '/account/notices': lazyRouteComponent(() => import('../notices/account-page.tsx'), 'AccountNoticesPage'),
  '/settings/notices': lazyRouteComponent(() => import('../notices/settings-page.tsx'), 'NoticeSettingsPage'),
  '/settings/jobs': lazyRouteComponent(() => import('../notices/jobs-page.tsx'), 'JobsPage'),
  '/account/keys': lazyRouteComponent(() => import('../api/keys-page.tsx'), 'KeysPage'),
  '/settings/service-keys': lazyRouteComponent(() => import('../api/keys-page.tsx'), 'ServiceKeysPage'),
  '/settings/webhooks': lazyRouteComponent(() => import('../api/webhooks-page.tsx'), 'WebhooksPage'),
  '/settings': lazyRouteComponent(() => import('../settings-page.tsx'), 'SettingsPage'),
  '/account/security': lazyRouteComponent(() => import('../ways-in/security-page.tsx'), 'SecurityPage'),
  '/settings/invitations': lazyRouteComponent(() => import('../ways-in/invitations-page.tsx'), 'InvitationsPage'),
  '/settings/sign-in': lazyRouteComponent(() => import('../ways-in/rule-page.tsx'), 'WaysInRulePage'),
  '/settings/access-log': lazyRouteComponent(() => import('../ways-in/access-log-page.tsx'), 'AccessLogPage'),
  '/settings/access': lazyRouteComponent(() => import('../people/access-page.tsx'), 'AccessPage'),
  '/settings/people': lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
  '/settings/people/$id': lazyRouteComponent(() => import('../people/person-page.tsx'), 'PersonPage'),
  '/settings/people/$id/personal-data': lazyRouteComponent(
    () => import('../people/personal-data-pages.tsx'),
    'PersonDataPage',
  ),
  '/account/personal-data': lazyRouteComponent(() => import('../people/personal-data-pages.tsx'), 'OwnDataPage'),
  '/settings/posts': lazyRouteComponent(() => import('../people/posts-page.tsx'), 'PostsPage'),
  '/settings/hand-over': lazyRouteComponent(() => import('../people/hand-over-page.tsx'), 'HandOverPage'),
};
