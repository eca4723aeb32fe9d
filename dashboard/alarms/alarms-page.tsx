import { useQuery } from '@tanstack/react-query';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { AddChannel } from './add-channel.tsx';
import { ChannelItem } from './channel-item.tsx';
import { Failures } from './failures.tsx';
import { channelsQuery } from './queries.ts';
import { Steps } from './steps.tsx';
import { words } from './words.ts';

/** *Pengaturan › Peringatan*: where news of outages goes, and whether it gets there. */
export function AlarmsPage() {
  const w = useWords(words);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
      <div className="grid gap-4">
        <Section title={w.title} note={w.text}>
          <Channels />
        </Section>
        <Failures />
      </div>
      <div className="grid gap-4">
        <AddChannel />
        <Steps />
      </div>
    </div>
  );
}

function Channels() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const channels = useQuery(channelsQuery);
  if (channels.data === undefined) {
    return channels.isError ? (
      <Failed why={problemText(channels.error, t, f)} onRetry={channels.refetch} />
    ) : (
      <Loading rows={2} height="h-16" />
    );
  }
  return (
    <>
      {channels.isError && <StandOf at={channels.dataUpdatedAt} />}
      {!channels.data.some(({ witness, disabledAt }) => witness && disabledAt === null) && (
        <p className="mb-3 rounded-control bg-degraded-tint px-3 py-2 text-degraded-text">{w.noWitness}</p>
      )}
      {channels.data.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul>
          {channels.data.map((channel) => (
            <ChannelItem key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
    </>
  );
}
