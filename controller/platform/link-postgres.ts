import { PostgresFailed, placeBinaries } from './postgres-places.ts';

// After `npm ci`, by whoever owns the checkout: the service that runs in it may not write there.
try {
  placeBinaries(undefined);
} catch (error) {
  if (!(error instanceof PostgresFailed)) throw error;
  console.warn(error.message);
}
