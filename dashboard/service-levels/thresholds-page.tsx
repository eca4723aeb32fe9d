import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServicePlan } from '#contract/villages.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { PlanRouters } from './plan-routers.tsx';
import { plansQuery } from './queries.ts';
import { words } from './words.ts';

/** *Ambang*: when a router is called down, degraded or unknown, by service plan. */
export function ThresholdsPage() {
  const { t, f } = useTexts();
  const w = useWords(words).thresholds;
  const plans = useQuery(plansQuery);
  const [open, setOpen] = useState<string | null>(null);
  if (plans.data === undefined)
    return plans.isError ? (
      <Failed why={problemText(plans.error, t, f)} onRetry={plans.refetch} />
    ) : (
      <Loading rows={2} height="h-24" />
    );
  const close = () => setOpen(null);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
      <Section
        title={w.title}
        note={w.note}
        aside={open === null && <Button onClick={() => setOpen('')}>{w.add}</Button>}
      >
        {plans.isError && <StandOf at={plans.dataUpdatedAt} />}
        {open === '' && <PlanEditor plan={null} known={plans.data} onClose={close} />}
        <ul>
          {plans.data.map((plan) => (
            <li key={plan.name} className="border-line border-t py-3 first:border-0">
              {open === plan.name ? (
                <PlanEditor plan={plan} known={plans.data} onClose={close} />
              ) : (
                <Plan plan={plan} {...(open === null ? { onChange: () => setOpen(plan.name) } : {})} />
              )}
            </li>
          ))}
        </ul>
      </Section>
      <PlanRouters plans={plans.data} />
    </div>
  );
}

function Plan({ plan, onChange }: { plan: ServicePlan; onChange?: () => void }) {
  const { f } = useTexts();
  const w = useWords(words).thresholds;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <p>
          <span className="break-words font-semibold">{plan.name}</span> ·{' '}
          {w.routersOf({ count: f.number(plan.routers) })}
        </p>
        <ul className="list-disc pl-5 text-sm">
          <li>
            {w.pace({ interval: f.duration(plan.lookIntervalMs), deadline: f.duration(plan.lookDeadlineMs) })}
          </li>
          <li>{w.down({ looks: f.number(plan.graceLooks), grace: f.duration(plan.graceMs) })}</li>
          <li>{w.flap({ changes: f.number(plan.flapChanges), window: f.duration(plan.flapWindowMs) })}</li>
          <li>
            {w.quality({
              looks: f.number(plan.qualityLooks),
              loss: f.decimal(plan.lossPercent),
              slow: f.number(plan.slowMs),
            })}
          </li>
        </ul>
      </div>
      {onChange && (
        <Button look="quiet" onClick={onChange} aria-label={`${w.change}: ${plan.name}`}>
          {w.change}
        </Button>
      )}
    </div>
  );
}
