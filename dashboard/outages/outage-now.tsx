import { useQuery } from '@tanstack/react-query';
import { useRow } from '../live/store.ts';
import { OutageHelp } from './outage-help.tsx';
import { openOutageQuery } from './queries.ts';

/** On *Titik*: calls, answer and sharing while the router is down. */
export function OutageNow({ id }: { id: number }) {
  const down = useRow(id)?.state === 'down';
  const { data } = useQuery({ ...openOutageQuery(id), enabled: down });
  const outage = data?.[0];
  if (!down || !outage) return null;
  // The contact's own button stands above.
  return <OutageHelp outage={{ ...outage, contacts: { ...outage.contacts, contact: null } }} />;
}
