import { Button } from '../ui/button.tsx';
import { fieldBox } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { allDay, type DayForm, everyDay } from './week-of.ts';
import { words } from './words.ts';

/** Hours of each day of the week, in WIB. */
export function WeekFields({
  days,
  wrong,
  onChange,
}: {
  days: readonly DayForm[];
  wrong: ReadonlySet<number>;
  onChange: (days: readonly DayForm[]) => void;
}) {
  const w = useWords(words).hours;
  const put = (day: number, change: Partial<DayForm>) =>
    onChange(days.map((one, index) => (index === day ? { ...one, ...change } : one)));
  const first = days[0] ?? allDay;
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold text-sm">{w.week}</legend>
      <p className="text-muted text-sm">{w.weekHint}</p>
      {w.days.map((name, day) => {
        const { open, from, until } = days[day] ?? allDay;
        return (
          <div key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <label className="inline-flex min-h-11 w-28 items-center gap-2">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={open}
                onChange={({ target }) => put(day, { open: target.checked })}
              />
              {name}
            </label>
            {open ? (
              <span className="flex items-center gap-2 max-sm:w-full">
                <input
                  type="time"
                  aria-label={w.dayFrom({ day: name })}
                  aria-invalid={wrong.has(day)}
                  className={`${fieldBox} min-w-0 flex-1 px-2! sm:w-36! sm:flex-none`}
                  value={from}
                  onChange={({ target }) => put(day, { from: target.value })}
                />
                –
                <input
                  type="time"
                  aria-label={w.dayUntil({ day: name })}
                  aria-invalid={wrong.has(day)}
                  className={`${fieldBox} min-w-0 flex-1 px-2! sm:w-36! sm:flex-none`}
                  value={until}
                  onChange={({ target }) => put(day, { until: target.value })}
                />
              </span>
            ) : (
              <span className="text-muted">{w.closed}</span>
            )}
            {wrong.has(day) && <p className="text-down-text text-sm">{w.dayWrong}</p>}
          </div>
        );
      })}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChange(everyDay(first))}>{w.likeMonday}</Button>
        <Button onClick={() => onChange(everyDay(allDay))}>{w.aroundTheClock}</Button>
        <Button onClick={() => onChange(everyDay({ open: true, from: '05:00', until: '22:00' }))}>
          {w.closedByNight}
        </Button>
      </div>
    </fieldset>
  );
}
