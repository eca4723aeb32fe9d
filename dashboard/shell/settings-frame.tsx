import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { Verb } from '#contract/staff.ts';
import { offers, useMe } from '../api/session.ts';
import { PageTitle } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';

/** *Pengaturan*: only the parts that her role may see. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const me = useMe();
  useEffect(() => {
    document.title = `${t.shell.settings} · ${t.shell.product}`;
  }, [t]);
  const tabs: [LinkProps['to'], string, Verb][] = [
    ['/pengaturan/router', t.settings.tabRouters, 'router:write'],
    ['/pengaturan/impor', t.settings.tabImport, 'router:write'],
    ['/pengaturan/agen', t.settings.tabAgents, 'agent:write'],
    ['/pengaturan/peringatan', t.alarms.tab, 'alarm:write'],
    ['/pengaturan/ketersediaan/{-$bagian}', t.settings.tabService, 'report:write'],
    ['/pengaturan/cadangan', t.settings.tabBackups, 'backup:read'],
    ['/pengaturan/orang', t.settings.tabPeople, 'staff:write'],
    ['/pengaturan/aparat', t.settings.tabPrivacy, 'privacy:ask'],
    ['/pengaturan/catatan', t.settings.tabAudit, 'audit:read'],
  ];
  return (
    <>
      <PageTitle title={t.shell.settings} />
      <nav aria-label={t.shell.settings} className="mb-5 flex flex-wrap gap-1 border-line border-b">
        {tabs
          .filter(([, , verb]) => offers(me, verb))
          .map(([to, word]) => (
            <Link
              key={to}
              to={to}
              className="-mb-px inline-flex min-h-11 items-center border-transparent border-b-2 px-3 text-muted hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-text"
            >
              {word}
            </Link>
          ))}
      </nav>
      {children}
    </>
  );
}
