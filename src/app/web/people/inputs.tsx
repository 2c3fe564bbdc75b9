// What the forms of people and posts are filled in with: a day, a place of the organisation, a role, a person.
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { type Role, roles } from '#platform/access/roles.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { PeopleAnswer } from './answers.ts';

/** Days may be typed as people write them. */
const formats = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYY.M.D', 'YYYY/M/D', 'YYYYMMDD', 'YYYY年M月D日'];

/** One day. */
export function DayInput({
  id,
  value,
  onChange,
  optional = false,
}: {
  id: string;
  value: string | null;
  onChange: (day: string | null) => void;
  optional?: boolean;
}) {
  return (
    <DatePicker
      id={id}
      className="full-width"
      format={formats}
      allowClear={optional}
      value={value === null ? null : dayjs(value)}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
    />
  );
}

const named = (label: string, typed: string) => label.toLowerCase().includes(typed.toLowerCase());

/** The group, a region, a subsidiary or a factory; for a supplier's role, a supplier. */
export function PlaceSelect({
  id,
  value,
  onChange,
  ofSuppliers = false,
}: {
  id: string;
  value: string | null;
  onChange: (scopeId: string) => void;
  ofSuppliers?: boolean;
}) {
  const { t, local } = useWords();
  const organisation = useOrganisation();
  const suppliers = useJson<{ records: { id: string; values: { code: string; name: { en: string; zh: string } } }[] }>(
    '/records/suppliers.supplier',
    { limit: 500 },
    { enabled: ofSuppliers },
  );
  const options = ofSuppliers
    ? (suppliers.data?.records ?? []).map((one) => ({
        value: one.id,
        label: `${one.values.code} ${local(one.values.name)}`,
      }))
    : (organisation?.nodes ?? [])
        .map((node) => ({
          value: node.id,
          label: node.type === 'group' ? local(node.name) : `${t(`ui.scope.${node.type}`)} ${local(node.name)}`,
          rank: ['group', 'region', 'entity', 'site'].indexOf(node.type),
        }))
        .sort((one, other) => one.rank - other.rank);
  return (
    <Select
      id={id}
      className="full-width"
      showSearch={{ filterOption: (typed, option) => named(String(option?.label ?? ''), typed) }}
      placeholder={t('ui.form.choose')}
      notFoundContent={t('ui.form.nothing')}
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}

/** One of the roles. */
export function RoleSelect({
  id,
  value,
  onChange,
}: {
  id: string;
  value: Role | null;
  onChange: (role: Role) => void;
}) {
  const { t } = useWords();
  return (
    <Select
      id={id}
      className="full-width"
      placeholder={t('ui.form.choose')}
      options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** Somebody who has an account that is active; who left is chosen where work is taken from him. */
export function PersonSelect({
  id,
  value,
  onChange,
  without,
  withInactive = false,
}: {
  id: string;
  value: string | null;
  onChange: (personId: string) => void;
  without?: string | null;
  withInactive?: boolean;
}) {
  const { t, local } = useWords();
  const { data } = useJson<PeopleAnswer>('/people');
  const options = (data?.people ?? [])
    .filter((one) => (one.active || withInactive) && one.personId !== without)
    .map((one) => ({ value: one.personId, label: `${local(one.name)} (${one.userName})` }));
  return (
    <Select
      id={id}
      className="full-width"
      showSearch={{ filterOption: (typed, option) => named(String(option?.label ?? ''), typed) }}
      placeholder={t('ui.form.choose')}
      notFoundContent={t('ui.form.nothing')}
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}
