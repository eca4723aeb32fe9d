import type { FeedFailure } from '#contract/feeds.ts';

/** A feed gave nothing that can be used; what was shown stays. */
export class FeedFailed extends Error {
  override readonly name = 'FeedFailed';
  readonly why: FeedFailure;

  constructor(why: FeedFailure, detail = '', options?: ErrorOptions) {
    super(detail.slice(0, 200), options);
    this.why = why;
  }
}
