import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../ui/text.tsx';
import { GRID, RouterRow } from './router-row.tsx';

/** Only what is near the window is in the page: 12 routers or 2,000. */
export function RouterList({ ids }: { ids: readonly number[] }) {
  const { t } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => 96,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => ids[index] ?? index,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <div className="overflow-clip rounded-card border border-line bg-raised shadow-card">
      <div
        aria-hidden="true"
        className={`hidden border-line border-b border-l-4 border-l-transparent bg-surface px-4 py-2 font-semibold text-muted text-sm wide:grid ${GRID}`}
      >
        <span>{t.status.village}</span>
        <span>{t.status.stateColumn}</span>
        <span>{t.status.traffic}</span>
        <span className="text-right">{t.status.users}</span>
        <span>{t.status.day}</span>
        <span>{t.status.month}</span>
        <span className="text-right">{t.status.lastSeen}</span>
      </div>
      <ul ref={list} style={{ paddingTop: before, paddingBottom: Math.max(0, after) }}>
        {items.map((item) => (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-setsize={ids.length}
            aria-posinset={item.index + 1}
            className="border-line border-b last:border-b-0"
          >
            <RouterRow id={ids[item.index]!} />
          </li>
        ))}
      </ul>
    </div>
  );
}
