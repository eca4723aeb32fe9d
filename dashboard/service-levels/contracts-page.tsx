import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProviderContract } from '#contract/service-levels.ts';
import { routerEntriesQuery } from '../api/villages.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { ContractEditor } from './contract-editor.tsx';
import { standingOn } from './contract-of.ts';
import { contractsQuery } from './queries.ts';
import { startOfDay, useToday } from './today.ts';
import { words } from './words.ts';

/** *Kontrak penyedia*: what providers promised, and what they pay back when they do not keep it. */
export function ContractsPage() {
  const { t, f } = useTexts();
  const w = useWords(words).contracts;
  const contracts = useQuery(contractsQuery);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const close = () => setOpen(null);
  if (contracts.data === undefined)
    return contracts.isError ? (
      <Failed why={problemText(contracts.error, t, f)} onRetry={contracts.refetch} />
    ) : (
      <Loading rows={3} height="h-24" />
    );
  return (
    <Section
      title={w.title}
      note={w.note}
      aside={open === null && <Button onClick={() => setOpen('new')}>{w.add}</Button>}
    >
      {contracts.isError && <StandOf at={contracts.dataUpdatedAt} />}
      {open === 'new' && <ContractEditor contract={null} onClose={close} />}
      {contracts.data.length === 0 && open !== 'new' && <p className="text-muted">{w.none}</p>}
      <ul>
        {contracts.data.map((contract) => (
          <li key={contract.id} className="border-line border-t py-3 first:border-0">
            {open === contract.id ? (
              <ContractEditor contract={contract} onClose={close} />
            ) : (
              <Contract
                contract={contract}
                {...(open === null ? { onChange: () => setOpen(contract.id) } : {})}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Contract({ contract, onChange }: { contract: ProviderContract; onChange?: () => void }) {
  const { f } = useTexts();
  const w = useWords(words).contracts;
  const standing = standingOn(contract, useToday());
  const entries = useQuery(routerEntriesQuery).data ?? [];
  const names = contract.routerIds.map((id) => entries.find((one) => one.id === id)?.name ?? `#${id}`);
  const from = f.date(startOfDay(contract.validFrom));
  const { restitution } = contract;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <p>
          <span className="break-words font-semibold">
            {contract.provider} · {contract.number}
          </span>{' '}
          <span
            className={`whitespace-nowrap rounded-full border px-2 text-sm ${standing === 'holds' ? 'border-up text-up-text' : 'border-line text-muted'}`}
          >
            {w.standing[standing]}
          </span>
        </p>
        <p>
          {w.promise({
            percent: f.percent(contract.slaPercent),
            fee: f.number(contract.monthlyFeeIdr),
            rules: contract.ruleSet,
          })}
        </p>
        <p className="text-sm">
          {restitution.kind === 'proportional'
            ? w.proportionalShort
            : restitution.tiers
                .map(({ belowPercent, feePercent }) =>
                  w.tierShort({ below: f.percent(belowPercent), fee: f.percent(feePercent) }),
                )
                .join('; ')}
        </p>
        <p className="text-muted text-sm">
          {contract.validUntil === null
            ? w.since({ from })
            : w.between({ from, until: f.date(startOfDay(contract.validUntil)) })}
        </p>
        <p className="break-words text-muted text-sm">
          {w.routersOf({ count: f.number(names.length) })}: {shortened(names)}
        </p>
      </div>
      {onChange && (
        <Button look="quiet" onClick={onChange} aria-label={`${w.change}: ${contract.number}`}>
          {w.change}
        </Button>
      )}
    </div>
  );
}

/** Names that a line has room for. */
const MOST_NAMES = 12;
const shortened = (names: readonly string[]) =>
  names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')}, …`;
