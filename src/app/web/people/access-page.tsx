// Roles and rights: the table that the program itself asks, drawn from the very object.
import { CheckOutlined } from '@ant-design/icons';
import { actions, groupActions, groupWriters, mayDo, roles } from '#platform/access/roles.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import './people.css';

/** The table of roles and actions; the reader's own roles are marked. */
export function AccessPage() {
  const { t } = useWords();
  const me = useMe();
  const mine = new Set(me.grants.map(({ role }) => role));
  const columns = roles.map((role) => ({ role, isMine: mine.has(role) }));
  const cell = (key: string, may: boolean, isMine: boolean) => (
    <td key={key} className={isMine ? 'access-cell access-mine' : 'access-cell'}>
      {may ? (
        <CheckOutlined className="access-mark" aria-hidden="true" />
      ) : (
        <span className="missing" aria-hidden="true">
          ·
        </span>
      )}
      <span className="visually-hidden">{t(may ? 'access.yes' : 'access.no')}</span>
    </td>
  );
  return (
    <Page title={t('access.title')} subtitle={t('access.subtitle')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is scrolled by keyboard too */}
      <section tabIndex={0} className="access-scroll" aria-label={t('access.title')}>
        <table className="records records-plain access-table">
          <thead>
            <tr>
              <th scope="col">{t('access.what')}</th>
              <th scope="col">{t('access.where')}</th>
              {columns.map(({ role, isMine }) => (
                <th key={role} scope="col" className={isMine ? 'access-mine' : undefined}>
                  {t(`role.${role}`)}
                  {isMine ? <span className="secondary access-mine-word">{t('access.mine')}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={action}>
                <th scope="row">{t(`access.action.${action}`)}</th>
                <td className="secondary">
                  {t(groupActions.includes(action) ? 'access.where.group' : 'access.where.scope')}
                </td>
                {columns.map(({ role, isMine }) => cell(role, mayDo[role].includes(action), isMine))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('access.writesGroup')}</th>
              <td className="secondary">{t('access.where.group')}</td>
              {columns.map(({ role, isMine }) => cell(role, groupWriters.includes(role), isMine))}
            </tr>
          </tbody>
        </table>
      </section>
      <ul className="bullets prose">
        <li>{t('access.writesGroupText')}</li>
        <li>{t('access.masked')}</li>
        <li>{t('access.suppliers')}</li>
      </ul>
    </Page>
  );
}
