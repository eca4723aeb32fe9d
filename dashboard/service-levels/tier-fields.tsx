import { ArrowRight, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { fieldBox } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import type { TierForm } from './contract-of.ts';
import { words } from './words.ts';

const MOST_TIERS = 20;

/** Steps of a restitution: below so many percent, so much of the fee. */
export function TierFields({
  tiers,
  fault,
  onChange,
}: {
  tiers: readonly TierForm[];
  fault: string | undefined;
  onChange: (tiers: readonly TierForm[]) => void;
}) {
  const w = useWords(words).contracts;
  const put = (key: number, change: Partial<TierForm>) =>
    onChange(tiers.map((tier) => (tier.key === key ? { ...tier, ...change } : tier)));
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold text-sm">{w.tiers}</legend>
      <p className="text-muted text-sm">{w.tiersHint}</p>
      {tiers.map(({ key, below, fee }, index) => (
        <div key={key} className="flex items-center gap-2">
          <input
            aria-label={w.tierBelow({ step: String(index + 1) })}
            aria-invalid={fault !== undefined}
            className={`${fieldBox} min-w-0 flex-1`}
            inputMode="decimal"
            maxLength={6}
            placeholder={w.belowExample}
            value={below}
            onChange={({ target }) => put(key, { below: target.value })}
          />
          <span className="text-sm">%</span>
          <ArrowRight aria-hidden="true" size={18} className="shrink-0 text-muted" />
          <input
            aria-label={w.tierFee({ step: String(index + 1) })}
            aria-invalid={fault !== undefined}
            className={`${fieldBox} min-w-0 flex-1`}
            inputMode="decimal"
            maxLength={6}
            placeholder={w.feeExample}
            value={fee}
            onChange={({ target }) => put(key, { fee: target.value })}
          />
          <span className="whitespace-nowrap text-sm">{w.ofFee}</span>
          <Button
            look="quiet"
            className="px-2"
            aria-label={w.tierRemove({ step: String(index + 1) })}
            disabled={tiers.length === 1}
            onClick={() => onChange(tiers.filter((tier) => tier.key !== key))}
          >
            <X aria-hidden="true" size={18} />
          </Button>
        </div>
      ))}
      {fault !== undefined && <p className="text-down-text text-sm">{fault}</p>}
      <Button
        className="w-fit"
        disabled={tiers.length >= MOST_TIERS}
        onClick={() =>
          onChange([...tiers, { key: Math.max(...tiers.map((tier) => tier.key)) + 1, below: '', fee: '' }])
        }
      >
        {w.tierAdd}
      </Button>
    </fieldset>
  );
}
