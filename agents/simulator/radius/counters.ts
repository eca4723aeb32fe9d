import type { Row } from '../api/sentence.ts';

/** What `/radius/monitor` shows of one server. */
export class Counters {
  pending = 0;
  requests = 0;
  accepts = 0;
  rejects = 0;
  resends = 0;
  timeouts = 0;
  badReplies = 0;
  /** ms */
  lastRtt = 0;

  /** `lost`: attempts of residents nobody plays, while no server is heard. */
  row(lost: number): Row {
    return {
      pending: String(this.pending),
      requests: String(this.requests + lost),
      accepts: String(this.accepts),
      rejects: String(this.rejects),
      resends: String(this.resends + 2 * lost),
      timeouts: String(this.timeouts + lost),
      'bad-replies': String(this.badReplies),
      'last-request-rtt': `${Math.round(this.lastRtt)}ms`,
    };
  }
}
