import type { ReactNode } from 'react';

export function PageTitle({
  title,
  intro,
  children,
}: {
  title: string;
  intro?: string;
  children?: ReactNode;
}) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="font-bold text-2xl leading-tight">{title}</h1>
        {intro !== undefined && <p className="mt-1 text-muted">{intro}</p>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page with its own heading. */
export function Section({
  title,
  note,
  aside,
  children,
  className = '',
}: {
  title: string;
  note?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      className={`min-w-0 rounded-card border border-line bg-raised p-4 shadow-card sm:p-5 ${className}`}
    >
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold text-lg leading-tight">{title}</h2>
        {aside}
        {note !== undefined && <p className="w-full text-muted text-sm">{note}</p>}
      </div>
      {children}
    </section>
  );
}

export interface Column {
  readonly name: string;
  readonly right?: boolean;
}

/** A table; on a narrow screen each row becomes a small card whose cells carry their column's name. */
export function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly Column[];
  children: ReactNode;
}) {
  return (
    <table className="stack-table w-full">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, right }) => (
            <th key={name} scope="col" className={right ? 'text-right' : 'text-left'}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** What is null is a dash on a wide screen, and no line at all on a narrow one. */
export function Cell({ of, right, children }: { of: string; right?: boolean; children: ReactNode }) {
  return (
    <td
      data-label={of}
      className={`${right ? 'sm:text-right' : ''} ${children === null ? 'max-sm:hidden!' : ''}`}
    >
      <div className="min-w-0">{children ?? '–'}</div>
    </td>
  );
}
