import { Link } from '@tanstack/react-router';
import { offers, useMe } from '../api/session.ts';
import { buttonClass } from '../ui/button.tsx';
import { Calls } from '../ui/calls.tsx';
import { Section } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';
import type { RouterDetail } from './queries.ts';

export function RouterFacts({ router }: { router: RouterDetail }) {
  const { t, f } = useTexts();
  const mayPrint = offers(useMe(), 'router:write', router.village.code);
  const rows: [string, string | null][] = [
    [
      t.router.contact,
      router.contact === null ? t.router.noContact : `${router.contact.name}, ${router.contact.phone}`,
    ],
    [t.router.uplink, t.status.uplink[router.uplink]],
    [t.router.provider, router.provider],
    [t.router.customerNo, router.customerNo],
    [t.router.plnId, router.plnId],
    [
      t.router.paidUntil,
      router.paidUntil === null ? null : f.date(Date.parse(`${router.paidUntil}T00:00:00+07:00`)),
    ],
    [t.router.quota, router.dataQuotaGb === null ? null : `${f.number(router.dataQuotaGb)} GB`],
    [t.router.model, router.board],
    [t.router.version, router.routerosVersion],
    [t.router.serial, router.serial],
    [t.router.address, `${router.host}:${router.port}`],
    [t.router.identity, router.nasIdentifier],
    [t.router.agent, router.agent?.name ?? t.router.noAgent],
    [t.router.plan, router.servicePlan],
    [t.router.setUp, t.router.setUpStates[router.setUp]],
    [t.router.inService, f.date(Date.parse(router.inServiceSince))],
    [t.router.portal, router.portalPath],
  ];
  return (
    <Section title={t.router.facts}>
      <dl className="grid gap-2.5">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt className="text-muted text-sm">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="mt-4">
        <Calls
          contact={router.contact}
          provider={router.provider}
          customerNo={router.customerNo}
          plnId={router.plnId}
        />
      </div>
      {mayPrint && (
        <Link
          to="/titik/$id/skrip"
          params={{ id: String(router.id) }}
          className={buttonClass('plain', 'mt-4')}
        >
          {t.router.scriptOpen}
        </Link>
      )}
    </Section>
  );
}
