import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewProviderContract, ProviderContract } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';
import { routerEntriesQuery } from '../api/villages.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import {
  type ContractFault,
  type ContractForm,
  contractOf,
  emptyContract,
  formOfContract,
  RULE_SET,
} from './contract-of.ts';
import { contractsQuery } from './queries.ts';
import { RouterPicker } from './router-picker.tsx';
import { SaveRow } from './save-row.tsx';
import { TierFields } from './tier-fields.tsx';
import { dayOf } from './today.ts';
import { words } from './words.ts';

/** A new contract, or one that is written anew. */
export function ContractEditor({
  contract,
  onClose,
}: {
  contract: ProviderContract | null;
  onClose: () => void;
}) {
  const all = useWords(words);
  const w = all.contracts;
  const cache = useQueryClient();
  const providers = new Set((useQuery(routerEntriesQuery).data ?? []).flatMap((one) => one.provider ?? []));
  const [form, setForm] = useState(() =>
    contract ? formOfContract(contract) : emptyContract(dayOf(serverNow())),
  );
  const [faults, setFaults] = useState<ReadonlySet<ContractFault>>(new Set());
  const put = (change: Partial<ContractForm>) => setForm((is) => ({ ...is, ...change }));
  const saving = useMutation({
    mutationFn: (body: NewProviderContract) =>
      contract
        ? request<ProviderContract>(`/api/provider-contracts/${contract.id}`, { method: 'PUT', body })
        : request<ProviderContract>('/api/provider-contracts', { method: 'POST', body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: contractsQuery.queryKey });
      onClose();
    },
  });
  const text = (name: 'provider' | 'number' | 'sla' | 'fee' | 'validFrom' | 'validUntil', most: number) => ({
    value: form[name],
    maxLength: most,
    autoComplete: 'off',
    fault: faults.has(name) ? w.faults[name] : undefined,
    onChange: ({ target }: { target: { value: string } }) => put({ [name]: target.value }),
  });
  return (
    <form
      className="mb-3 grid gap-3 rounded-control border border-accent p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const checked = contractOf(form, contract?.ruleSet ?? RULE_SET);
        setFaults(checked.ok ? new Set() : checked.faults);
        if (checked.ok) saving.mutate(checked.contract);
      }}
    >
      <h3 className="font-semibold">{contract ? w.changeTitle({ number: contract.number }) : w.add}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={w.provider} list="contract-providers" {...text('provider', 100)} />
        <datalist id="contract-providers">
          {[...providers].toSorted().map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <TextField label={w.number} {...text('number', 100)} />
        <TextField label={w.sla} hint={w.slaHint} inputMode="decimal" {...text('sla', 6)} />
        <TextField label={w.fee} hint={w.feeHint} inputMode="numeric" {...text('fee', 20)} />
        <TextField label={w.from} type="date" {...text('validFrom', 10)} />
        <TextField label={w.until} hint={w.untilHint} type="date" {...text('validUntil', 10)} />
      </div>
      <SelectField
        label={w.restitution}
        value={form.kind}
        onChange={({ target }) => put({ kind: target.value as ContractForm['kind'] })}
      >
        {(['proportional', 'tiers'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {w.kinds[kind]}
          </option>
        ))}
      </SelectField>
      {form.kind === 'proportional' ? (
        <p className="text-muted text-sm">{w.proportional}</p>
      ) : (
        <TierFields
          tiers={form.tiers}
          fault={faults.has('tiers') ? w.faults.tiers : undefined}
          onChange={(tiers) => put({ tiers })}
        />
      )}
      <RouterPicker
        chosen={form.routerIds}
        fault={faults.has('routerIds') ? w.faults.routerIds : undefined}
        onChange={(routerIds) => put({ routerIds })}
      />
      <p className="text-muted text-sm">{w.rules({ rules: contract?.ruleSet ?? RULE_SET })}</p>
      {faults.size > 0 && (
        <p role="alert" className="text-down-text">
          {all.lookAtFields}
        </p>
      )}
      <SaveRow saving={saving}>
        <Button look="quiet" onClick={onClose}>
          {all.cancel}
        </Button>
      </SaveRow>
    </form>
  );
}
