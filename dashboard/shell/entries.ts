import type { LinkProps } from '@tanstack/react-router';
import {
  Activity,
  ChartColumn,
  FileText,
  LayoutList,
  ListTodo,
  type LucideIcon,
  Megaphone,
  MessageSquareWarning,
  Settings,
} from 'lucide-react';
import type { Me } from '#contract/staff.ts';
import { offers } from '../api/session.ts';
import type { Messages } from '../text/catalogue.ts';

export interface Entry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly word: string;
  readonly icon: LucideIcon;
  /** In a phone's bar; the others stand under its last item. */
  readonly bar?: true;
}

export interface Group {
  readonly heading: string;
  readonly entries: readonly Entry[];
}

/** Every page that she may open, in the order in which the rail shows them. */
export function groupsFor(me: Me, { shell, chores }: Messages): readonly Group[] {
  const settings: Entry[] =
    offers(me, 'router:write') || offers(me, 'audit:read')
      ? [{ to: '/pengaturan', word: shell.settings, icon: Settings }]
      : [];
  return [
    {
      heading: shell.groups.network,
      entries: [
        { to: '/', word: shell.overview, icon: LayoutList, bar: true },
        { to: '/gangguan', word: shell.outages, icon: Activity, bar: true },
        { to: '/pekerjaan', word: chores.title, icon: ListTodo, bar: true },
      ],
    },
    {
      heading: shell.groups.residents,
      entries: [
        { to: '/pengumuman', word: shell.announcements, icon: Megaphone, bar: true },
        { to: '/laporan-warga', word: shell.residentReports, icon: MessageSquareWarning },
        { to: '/pemakaian', word: shell.usage, icon: ChartColumn },
      ],
    },
    {
      heading: shell.groups.office,
      entries: [{ to: '/laporan', word: shell.reports, icon: FileText }, ...settings],
    },
  ];
}
