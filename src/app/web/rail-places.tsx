// The places of the rail with their icons.
import {
  AimOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CloudOutlined,
  DeleteOutlined,
  ExperimentOutlined,
  FileProtectOutlined,
  InboxOutlined,
  PaperClipOutlined,
  ProjectOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  ShopOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Place } from '#platform/ui/places.ts';
import { places as listed } from '../places.ts';

const icons: Readonly<Record<(typeof listed)[number]['key'], ReactNode>> = {
  report: <ReadOutlined />,
  inbox: <InboxOutlined />,
  factories: <ShopOutlined />,
  waste: <DeleteOutlined />,
  water: <CloudOutlined />,
  substances: <ExperimentOutlined />,
  chemicals: <BarChartOutlined />,
  suppliers: <AuditOutlined />,
  certification: <SafetyCertificateOutlined />,
  targets: <AimOutlined />,
  policies: <FileProtectOutlined />,
  projects: <ProjectOutlined />,
  training: <BookOutlined />,
  evidence: <PaperClipOutlined />,
  settings: <SettingOutlined />,
};

export const places: readonly Place[] = listed.map((place) => ({ ...place, icon: icons[place.key] }));
