// Where one can go, in the order of the report.
import {
  AimOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CloudOutlined,
  DeleteOutlined,
  ExperimentOutlined,
  InboxOutlined,
  ProjectOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  ShopOutlined,
} from '@ant-design/icons';
import type { Place } from '#platform/ui/places.ts';

const records = (kind: string) => `/records/${kind}`;

export const places: readonly Place[] = [
  {
    key: 'report',
    path: '/',
    icon: <ReadOutlined />,
    letter: 'r',
    children: [
      { path: '/', words: 'ui.place.living' },
      { path: '/editions', words: 'ui.place.editions' },
      { path: '/verify', words: 'ui.place.verify' },
      { path: records('reports.statement'), words: 'ui.place.statements' },
    ],
  },
  { key: 'inbox', path: '/inbox', icon: <InboxOutlined />, letter: 'i' },
  {
    key: 'factories',
    path: '/factories',
    icon: <ShopOutlined />,
    letter: 'f',
    also: [
      records('factories.site'),
      records('factories.entity'),
      records('factories.region'),
      records('factories.membership'),
      records('factories.boundary'),
      records('factories.activity'),
    ],
  },
  {
    key: 'waste',
    path: '/waste',
    icon: <DeleteOutlined />,
    letter: 'w',
    also: ['/import/waste.load', '/import/waste.manifest', '/import/waste.carried-total', '/import/waste.stream'],
    children: [
      { path: '/waste', words: 'ui.place.dashboard' },
      { path: records('waste.load'), words: 'waste.load|many' },
      { path: records('waste.manifest'), words: 'waste.manifest|many' },
      { path: records('waste.stream'), words: 'waste.stream|many' },
      { path: records('waste.statement'), words: 'waste.statement|many' },
      { path: records('waste.storage-movement'), words: 'waste.storage-movement|many' },
      { path: records('waste.expected-data'), words: 'waste.expected-data|many' },
      { path: records('waste.vendor-proof'), words: 'waste.vendor-proof|many' },
      { path: records('waste.improvement'), words: 'waste.improvement|many' },
      { path: records('waste.case'), words: 'waste.case|many' },
      { path: records('waste.carried-total'), words: 'waste.carried-total|many' },
      { path: '/imports', words: 'ui.place.imports' },
    ],
  },
  { key: 'water', path: '/water', icon: <CloudOutlined /> },
  { key: 'substances', path: '/substances', icon: <ExperimentOutlined /> },
  { key: 'chemicals', path: '/chemicals', icon: <BarChartOutlined /> },
  { key: 'suppliers', path: records('suppliers.supplier'), icon: <AuditOutlined /> },
  { key: 'certification', path: '/certification', icon: <SafetyCertificateOutlined /> },
  { key: 'targets', path: '/targets', icon: <AimOutlined />, letter: 't', also: [records('targets.target')] },
  { key: 'projects', path: '/projects', icon: <ProjectOutlined /> },
  { key: 'training', path: '/training', icon: <BookOutlined /> },
  { key: 'settings', path: '/settings', icon: <SettingOutlined />, also: ['/settings'] },
];
