import type { AlarmContent, AlarmMember } from '#contract/alarms.ts';
import type { OutageChange, OutageFacts } from '../outages/changes-of.ts';

export type OutagesContent = Extract<AlarmContent, { kind: 'outages' }>;

/** Falls of one agent's routers within this are one event, ms. */
const TOGETHER_MS = 60_000;
/** More than this many together make one message. */
const SINGLES = 3;
/** Routers of one message: the next one begins a new one. */
const MEMBERS = 100;
/** An outage that was over for this long when we first heard of it is no alarm, ms: an agent's backlog is history. */
const STALE_MS = 900_000;

/** A message as it stands, or as it will be. */
export interface Draft {
  /** Null: not written yet. */
  readonly id: bigint | null;
  readonly subject: string;
  readonly createdAt: number;
  /** Who looks at its routers. */
  readonly agent: string;
  /** Nobody tried to send it yet: it may still be taken back. */
  readonly unsent: boolean;
  content: OutagesContent;
  is: 'same' | 'changed' | 'dropped';
}

/** What is known of a router when its alarm is written. */
export interface AlarmRouter
  extends Pick<AlarmMember, 'router' | 'village' | 'uplink' | 'provider' | 'contact' | 'users'> {
  readonly agent: string;
}

const iso = (at: number) => new Date(at).toISOString();

/** The messages of one channel after these changes: one for an outage, one for many that fell together. */
export function draftsAfter(
  drafts: Draft[],
  changes: readonly OutageChange[],
  routerOf: (id: number) => AlarmRouter | undefined,
  now: number,
): Draft[] {
  for (const change of changes) {
    const router = routerOf(change.routerId);
    const told = find(drafts, change);
    if (told) retell(told.draft, told.member, change);
    else if (change.before === null && change.after && router && !isStale(change.after, now))
      begin(drafts, memberOf(change.routerId, router, change.after), router.agent, now);
  }
  for (const draft of drafts)
    if (draft.unsent && draft.content.members.every(({ is }) => is === 'cancelled' || is === 'merged'))
      draft.is = 'dropped';
  return drafts;
}

const isStale = ({ endedAt }: OutageFacts, now: number) => endedAt !== null && now - endedAt > STALE_MS;

function find(drafts: readonly Draft[], { routerId, before, after }: OutageChange) {
  const start = iso((before ?? after)!.firstFailedAt);
  for (const draft of drafts) {
    const member = draft.content.members.find(
      (one) => one.routerId === routerId && one.firstFailedAt === start,
    );
    if (member && draft.is !== 'dropped') return { draft, member };
  }
  return null;
}

function retell(draft: Draft, member: AlarmMember, { after, instead }: OutageChange): void {
  const next: AlarmMember = after
    ? { ...member, ...tellingOf(after) }
    : { ...member, is: instead === 'down' ? 'merged' : 'cancelled' };
  if (JSON.stringify(next) === JSON.stringify(member)) return;
  const members = draft.content.members.map((one) => (one === member ? next : one));
  draft.content = { ...draft.content, members };
  draft.is = 'changed';
}

const tellingOf = (facts: OutageFacts) => ({
  firstFailedAt: iso(facts.firstFailedAt),
  endedAt: facts.endedAt === null ? null : iso(facts.endedAt),
  is:
    facts.endedAt === null
      ? ('down' as const)
      : facts.firstGoodAt === null
        ? ('unseen' as const)
        : ('back' as const),
  cause: facts.cause,
  evidence: facts.evidence.kind,
  powerOff: facts.evidence.answer?.power === 'off',
});

function memberOf(
  routerId: number,
  { agent: _agent, ...router }: AlarmRouter,
  facts: OutageFacts,
): AlarmMember {
  return { routerId, ...router, simulated: facts.simulated, ...tellingOf(facts) };
}

function begin(drafts: Draft[], member: AlarmMember, agent: string, now: number): void {
  const lastAt = iso(now);
  const open = drafts.filter((draft) => draft.is !== 'dropped');
  const running = open.find(
    ({ content: { group, members } }) =>
      group?.agent === agent && now - Date.parse(group.lastAt) <= TOGETHER_MS && members.length < MEMBERS,
  );
  if (running) {
    running.content = {
      ...running.content,
      group: { agent, lastAt },
      members: [...running.content.members, member],
    };
    running.is = 'changed';
    return;
  }
  // A full one goes on in the next: its followers are not told one by one.
  const full = open.some(
    ({ content: { group } }) => group?.agent === agent && now - Date.parse(group.lastAt) <= TOGETHER_MS,
  );
  const singles = open.filter(
    ({ content, createdAt, agent: of }) =>
      content.group === null && of === agent && now - createdAt <= TOGETHER_MS,
  );
  const together = full || singles.length >= SINGLES;
  const taken = together ? singles.filter((draft) => draft.unsent) : [];
  for (const draft of taken) draft.is = 'dropped';
  const subject = `${together ? 'outages' : 'outage'}:${member.routerId}:${member.firstFailedAt}`;
  drafts.push({
    id: null,
    subject,
    createdAt: now,
    unsent: true,
    agent,
    content: {
      kind: 'outages',
      group: together ? { agent, lastAt } : null,
      members: [...taken.flatMap((draft) => draft.content.members), member],
    },
    is: 'changed',
  });
}
